package paxos.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/// The menu that every window has: text size, light or dark, the list of keys. What an entry does, its key does too.
final class ViewMenu extends MenuButton {

    /// @param showKeys lists all keys
    /// @param more     entries of this window alone, before those that all windows have
    ViewMenu(Appearance appearance, Runnable showKeys, MenuItem... more) {
        super("View");
        List<MenuItem> items = new ArrayList<>(List.of(more));
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        CheckMenuItem dark = new CheckMenuItem("Dark\tCtrl+T");
        dark.selectedProperty().bindBidirectional(appearance.dark());
        items.addAll(List.of(item("Larger text\tCtrl+Plus", appearance::larger), item("Smaller text\tCtrl+Minus", appearance::smaller),
                item("Usual text size\tCtrl+0", appearance::usualSize), new SeparatorMenuItem(), dark, new SeparatorMenuItem(),
                item("All keys…\tF1", showKeys)));
        getItems().setAll(items);
        setId("view");
        setMinWidth(Region.USE_PREF_SIZE);
        setTooltip(new Tooltip("Text size, light or dark, and the list of keys (F1)."));
    }

    /// An entry.
    ///
    /// @param text its words and, behind a tab, its key
    static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
