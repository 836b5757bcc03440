/** The room there is for a page, px. */
export type Room = { readonly width: number; readonly height: number };
/** How large a page can be shown, as shares of the pane's width. */
export const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
/** One of them, or as large as the whole of the page can be seen. */
export type Zoom = (typeof zooms)[number] | 'page';
/** The one that fits the width. */
export const fits = 1;

/** One step larger or smaller; the same at the end. */
export function zoomBy(zoom: Zoom, by: 1 | -1): Zoom {
  return zooms[(zoom === 'page' ? zooms.indexOf(by === 1 ? 0.75 : fits) : zooms.indexOf(zoom)) + by] ?? zoom;
}

/** The width of a page, px, in the room there is. `widest`: what it is shown at by itself at most. */
export function widthOf(zoom: Zoom, room: Room, page: { readonly width: number; readonly height: number }, widest = Infinity): number {
  const whole = Math.min(room.width, widest);
  return zoom === 'page' ? Math.min(whole, (room.height * page.width) / page.height) : zoom * whole;
}
