package paxos.ui;

import java.util.List;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys of a window. They work wherever the focus is.
final class Keys {

    /// A key.
    ///
    /// @param combinations any of them will do
    /// @param name         how a person calls it
    /// @param meaning      what it does
    /// @param wanted       whether it is meant, given what has the focus
    record Key(List<KeyCombination> combinations, String name, String meaning, Predicate<Node> wanted, Runnable action) {

        Key(List<KeyCombination> combinations, String name, String meaning, Runnable action) {
            this(combinations, name, meaning, _ -> true, action);
        }
    }

    private final List<Key> keys;

    Keys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    static Key ctrl(KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN)), "Ctrl+" + name, meaning, action);
    }

    static Key ctrlShift(KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
                "Ctrl+Shift+" + name, meaning, action);
    }

    /// A key that has several places on the keyboard, with or without Shift.
    static Key ctrlAny(List<KeyCode> codes, String name, String meaning, Runnable action) {
        return new Key(codes.stream().<KeyCombination>map(code -> new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN,
                KeyCombination.SHIFT_ANY)).toList(), "Ctrl+" + name, meaning, action);
    }

    static Key shift(KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN)), "Shift+" + name, meaning, action);
    }

    static Key plain(KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code)), name, meaning, action);
    }

    /// A key that many controls use themselves: it is the window's where it is not theirs.
    ///
    /// @param wanted whether it is meant, given what has the focus (null where nothing has)
    static Key where(Predicate<Node> wanted, KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code)), name, meaning, wanted, action);
    }

    /// The same, together with Shift.
    static Key shiftWhere(Predicate<Node> wanted, KeyCode code, String name, String meaning, Runnable action) {
        return new Key(List.of(new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN)), "Shift+" + name, meaning, wanted, action);
    }

    /// Whether keys that write something are free for something else.
    static boolean isNotTyping(Node focus) {
        return !(focus instanceof TextInputControl);
    }

    /// How a window looks, and with it all windows of the process.
    static List<Key> ofEveryWindow(Appearance appearance) {
        return List.of(
                ctrlAny(List.of(KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD), "Plus", "larger text, in all windows", appearance::larger),
                ctrlAny(List.of(KeyCode.MINUS, KeyCode.SUBTRACT), "Minus", "smaller text", appearance::smaller),
                ctrlAny(List.of(KeyCode.DIGIT0, KeyCode.NUMPAD0), "0", "usual text size", appearance::usualSize),
                ctrl(KeyCode.T, "T", "dark or light", () -> appearance.dark().set(!appearance.dark().get())));
    }

    /// Makes them work in a scene, before any control sees them.
    void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.stream()
                .filter(key -> key.combinations().stream().anyMatch(combination -> combination.match(event)))
                .filter(key -> key.wanted().test(scene.getFocusOwner()))
                .findFirst()
                .ifPresent(key -> {
                    key.action().run();
                    event.consume();
                }));
    }

    /// All keys, in the order of the list that is shown.
    List<Key> all() {
        return keys;
    }
}
