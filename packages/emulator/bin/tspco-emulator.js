#!/usr/bin/env node
// Stands here and not in dist/ because npm links only commands that exist before the build.
import '../dist/command/bin.js';
