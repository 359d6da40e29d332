/** The part of the paper that is looked at. */
export interface View {
  readonly fromU: number;
  readonly toU: number;
}

/** Nobody looks closer than this: a tenth of a microsecond across the screen is nothing to see. */
const WIDTH_U_MIN = 20;
/** Free paper at both ends, as a share of the whole. */
const MARGIN = 0.02;

export function wholeView(endU: number): View {
  const margin = Math.max(1, endU * MARGIN);
  return { fromU: -margin, toU: endU + margin };
}

/** Narrower or wider by a factor, with one place held where it is. */
export function zoomed(
  view: View,
  zoom: { readonly factor: number; readonly aroundU: number; readonly endU: number },
): View {
  const { factor, aroundU, endU } = zoom;
  const whole = wholeView(endU);
  const most = whole.toU - whole.fromU;
  const width = Math.min(most, Math.max(WIDTH_U_MIN, (view.toU - view.fromU) / factor));
  const share = (aroundU - view.fromU) / (view.toU - view.fromU);
  return within({ fromU: aroundU - share * width, toU: aroundU + (1 - share) * width }, endU);
}

export function panned(view: View, pan: { readonly byU: number; readonly endU: number }): View {
  return within({ fromU: view.fromU + pan.byU, toU: view.toU + pan.byU }, pan.endU);
}

/** Moved just far enough that a place can be seen, with some paper on either side of it. */
export function revealing(view: View, place: { readonly u: number; readonly endU: number }): View {
  const width = view.toU - view.fromU;
  const edge = width * 0.05;
  if (place.u >= view.fromU + edge && place.u <= view.toU - edge) return view;
  return within({ fromU: place.u - width / 2, toU: place.u + width / 2 }, place.endU);
}

/** Back onto the paper, keeping the width. */
function within(view: View, endU: number): View {
  const whole = wholeView(endU);
  const width = Math.min(view.toU - view.fromU, whole.toU - whole.fromU);
  const fromU = Math.min(Math.max(view.fromU, whole.fromU), whole.toU - width);
  return { fromU, toU: fromU + width };
}
