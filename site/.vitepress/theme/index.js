import DefaultTheme from 'vitepress/theme';
import './style.css';

// oxlint-disable-next-line import/no-default-export -- what VitePress looks for
export default DefaultTheme;
