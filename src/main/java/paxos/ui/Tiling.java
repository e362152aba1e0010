package paxos.ui;

import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;

/// Lays windows over the screen, as side by side as their least size allows; on a small screen they overlap evenly.
///
/// @param screen what may be covered
/// @param number how many windows there are to be
record Tiling(Rectangle2D screen, int number) {

    /// A window that is smaller cannot be read.
    static final double LEAST_WIDTH = 960;
    /// As [#LEAST_WIDTH], in height.
    static final double LEAST_HEIGHT = 540;
    private static final double MOST_WIDTH = 1500;
    private static final double MOST_HEIGHT = 900;

    /// Places and sizes the window at this index.
    void place(Stage stage, int index) {
        int columns = (int) Math.ceil(Math.sqrt(number));
        int rows = (number + columns - 1) / columns;
        double width = Math.min(screen.getWidth(), Math.clamp(screen.getWidth() / columns, LEAST_WIDTH, MOST_WIDTH));
        double height = Math.min(screen.getHeight(), Math.clamp(screen.getHeight() / rows, LEAST_HEIGHT, MOST_HEIGHT));
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setX(screen.getMinX() + offset(index % columns, columns, screen.getWidth(), width));
        stage.setY(screen.getMinY() + offset(index / columns, rows, screen.getHeight(), height));
    }

    private static double offset(int index, int of, double space, double size) {
        // Wide screens: side by side from the edge. Narrow ones: evenly, the last one at the other edge.
        return of == 1 ? 0 : index * Math.min(size, (space - size) / (of - 1));
    }
}
