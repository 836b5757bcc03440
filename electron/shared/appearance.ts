/** How the window looks and speaks. Apart from the contract: the window and main read it before they load what checks messages. */
export const themes = ['system', 'light', 'dark'] as const;
/** The languages the window speaks; `system` is the system's where it is one of them, otherwise English. */
export const languages = ['system', 'en', 'de'] as const;
