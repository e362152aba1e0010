package paxos.ui.timeline;

import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// What painters draw with: on the screen, or into a file. Places are pixels from the left and from above; text stands
/// with its middle at y.
interface Pen {

    /// A straight line.
    ///
    /// @param dashes lengths of dashes and gaps, none for a solid line
    void line(double x1, double y1, double x2, double y2, Color colour, double width, double... dashes);

    /// A filled shape.
    void polygon(double[] xs, double[] ys, Color fill);

    /// A filled box.
    ///
    /// @param arc how round its corners are
    void box(double x, double y, double width, double height, double arc, Color fill);

    /// The outline of a box.
    ///
    /// @param arc how round its corners are
    void frame(double x, double y, double width, double height, double arc, Color colour, double lineWidth);

    /// A filled disc.
    void disc(double x, double y, double radius, Color fill);

    /// A circle's line.
    void ring(double x, double y, double radius, Color colour, double lineWidth);

    /// Words, beginning at x.
    ///
    /// @param halo what to lay behind the letters, so that they are read over lines; transparent for nothing
    void text(String words, double x, double y, Font font, Color colour, Color halo);

    /// A picture of pixels, laid over what is there.
    ///
    /// @param argb opaque, row after row
    void pixels(int[] argb, int width, int height);
}
