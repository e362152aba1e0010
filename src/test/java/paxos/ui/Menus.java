package paxos.ui;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Window;
import org.testfx.robot.Motion;

/// Menus that are open, wherever they hang.
final class Menus {

    private Menus() {
    }

    /// What can be chosen now.
    static Stream<Node> items() {
        return List.copyOf(Window.getWindows()).reversed().stream().filter(Window::isShowing)
                .flatMap(each -> Set.copyOf(each.getScene().getRoot().lookupAll(".menu-item")).stream())
                .filter(Node::isVisible);
    }

    /// Opens the menu behind a button's arrow.
    static void open(Parlour parlour, String button) {
        parlour.click(0, button + " .arrow-button");
        parlour.await("the menu is open", () -> items().findAny().isPresent());
    }

    /// Clicks on what says so, once it is there.
    static void choose(Parlour parlour, String text) {
        parlour.await("a menu with " + text, () -> items().anyMatch(each -> text(each).equals(text)));
        parlour.awaitPulses();
        // By its place, as submenus are made anew where the pointer comes by; and past no other.
        Bounds place = parlour.onFx(() -> items().filter(each -> text(each).equals(text)).findFirst()
                .map(each -> each.localToScreen(each.getLayoutBounds())).orElseThrow());
        parlour.robot().clickOn(place.getCenterX(), place.getCenterY(), Motion.HORIZONTAL_FIRST);
        parlour.awaitPulses();
    }

    private static String text(Node item) {
        return item.lookup(".label") instanceof Label label ? label.getText() : "";
    }
}
