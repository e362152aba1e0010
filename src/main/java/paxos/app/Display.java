package paxos.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.function.Predicate;

/// Whether windows can be opened here.
sealed interface Display {

    /// Nothing speaks against it.
    record Ready() implements Display {
    }

    /// There is none.
    ///
    /// @param sentence says so
    record Absent(String sentence) implements Display {
    }

    /// There is one, and something is missing to use it.
    ///
    /// @param sentence what, and the mend
    record Unusable(String sentence) implements Display {
    }

    /// The library that JavaFX draws its windows with on Linux.
    String GTK = "libgtk-3.so.0";

    /// Looks.
    ///
    /// @param surroundings where
    /// @param loadable     whether a system library of this name can be loaded
    static Display of(Surroundings surroundings, Predicate<String> loadable) {
        if (!surroundings.isLinux()) {
            return new Ready();
        }
        if (!surroundings.isSet("DISPLAY")) {
            return new Absent(surroundings.isSet("WAYLAND_DISPLAY")
                    ? "No X display here (DISPLAY is not set, and windows need Xwayland)"
                    : "No display here (DISPLAY is not set)");
        }
        return loadable.test(GTK) ? new Ready() : new Unusable(("Windows need the system library %s, which is missing here. "
                + "Install it (Debian, Ubuntu: apt install libgtk-3-0; Fedora: dnf install gtk3; Arch: pacman -S gtk3), "
                + "or add --headless.").formatted(GTK));
    }

    /// Whether the system can load this library.
    @SuppressWarnings("restricted")
    static boolean isLoadable(String library) {
        try {
            // It stays loaded: JavaFX is about to use it.
            SymbolLookup.libraryLookup(library, Arena.global());
            return true;
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }
}
