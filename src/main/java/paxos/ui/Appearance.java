package paxos.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import javafx.application.Application;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// How all windows of this process look: light or dark, and how large the text is.
final class Appearance {

    /// The text size of scale 1, in pixels: small enough for four windows on one screen.
    private static final double BASE_SIZE = 12.5;
    private static final double STEP = 1.1;
    private static final double SMALLEST = 0.75;
    private static final double LARGEST = 2.6;
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private final BooleanProperty dark = new SimpleBooleanProperty(this, "dark", false);
    private final DoubleProperty scale = new SimpleDoubleProperty(this, "scale", 1);

    Appearance() {
        for (String font : List.of("Inter-Regular.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf")) {
            Font.loadFont(Appearance.class.getResourceAsStream("fonts/" + font), BASE_SIZE);
        }
        dark.subscribe(on -> Application.setUserAgentStylesheet(
                on ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet()));
    }

    /// Makes a window follow.
    ///
    /// @return ends it, where the window's life ends before the program's
    Subscription dress(Scene scene) {
        scene.getStylesheets().add(Appearance.class.getResource("paxos.css").toExternalForm());
        return dark.subscribe(on -> scene.getRoot().pseudoClassStateChanged(DARK, on))
                // Not formatted: in many languages that would make a comma, which no style sheet understands.
                .and(scale.subscribe(size -> scene.getRoot().setStyle("-fx-font-size: " + BASE_SIZE * size.doubleValue() + "px;")));
    }

    BooleanProperty dark() {
        return dark;
    }

    /// How large the text is, 1 at first.
    DoubleProperty scale() {
        return scale;
    }

    void larger() {
        scale.set(Math.min(LARGEST, scale.get() * STEP));
    }

    void smaller() {
        scale.set(Math.max(SMALLEST, scale.get() / STEP));
    }

    void usualSize() {
        scale.set(1);
    }
}
