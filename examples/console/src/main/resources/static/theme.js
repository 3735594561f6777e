// Before anything is drawn: light or dark, as the system is set.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const setTheme = () => document.documentElement.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light');
setTheme();
dark.addEventListener('change', setTheme);
