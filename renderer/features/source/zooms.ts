/** How large a page can be shown, as shares of the pane's width. */
export const zooms = [0.75, 1, 1.25, 1.5, 2, 3] as const;
/** The one of them that fits the width. */
export const fits = 1;
