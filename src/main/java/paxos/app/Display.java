package paxos.app;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import paxos.ui.Backstage;
import paxos.ui.Desktop;

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

    /// The libraries that JavaFX's windows need on Linux, and the packages that they are in.
    List<Library> LIBRARIES = List.of(
            new Library("libgtk-3.so.0", "Debian, Ubuntu: apt install libgtk-3-0; Fedora: dnf install gtk3; Arch: pacman -S gtk3"),
            new Library("libXtst.so.6", "Debian, Ubuntu: apt install libxtst6; Fedora: dnf install libXtst; Arch: pacman -S libxtst"));

    /// Where Linux has graphics hardware: its own drivers', NVIDIA's, and that of a Windows around it.
    List<Path> HARDWARE = List.of(Path.of("/dev/dri"), Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    /// A system library.
    ///
    /// @param name    its file
    /// @param install how to get it
    record Library(String name, String install) {
    }

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
        for (Library library : LIBRARIES) {
            if (!loadable.test(library.name())) {
                return new Unusable("Windows need the system library %s, which is missing here. Install it (%s), or add --headless."
                        .formatted(library.name(), library.install()));
            }
        }
        return new Ready();
    }

    /// Whether there are to be windows. Where none can be, it says what is done instead.
    ///
    /// @param headless whether somebody said that none is wanted
    /// @param instead  what is done instead, after a colon
    /// @throws Failure where there is a display that cannot be used
    static boolean isWanted(Surroundings surroundings, boolean headless, String instead) throws Failure {
        if (headless) {
            return false;
        }
        if (needsNone()) {
            return true;
        }
        return switch (of(surroundings, Display::isLoadable)) {
            case Ready() -> true;
            case Unusable(var sentence) -> throw new Failure(sentence);
            case Absent(var sentence) -> {
                surroundings.out().println(sentence + ": " + instead);
                yield false;
            }
        };
    }

    /// Whether nothing speaks against windows; says nothing.
    static boolean isReady(Surroundings surroundings) {
        return needsNone() || of(surroundings, Display::isLoadable) instanceof Ready;
    }

    /// Whether JavaFX was told to keep its windows to itself, as programs do that only measure or try it.
    private static boolean needsNone() {
        return "Headless".equals(System.getProperty("glass.platform"));
    }

    /// Begins to start JavaFX, and tells it how to draw, unless somebody did.
    static Backstage open(Surroundings surroundings) {
        pipeline(surroundings, HARDWARE).ifPresent(pipeline -> {
            if (System.getProperty("prism.order") == null) {
                System.setProperty("prism.order", pipeline);
            }
        });
        return Backstage.open();
    }

    /// Opens the windows.
    ///
    /// @throws Failure where the display cannot be opened after all
    static Desktop show(Surroundings surroundings, Supplier<Desktop> windows) throws Failure {
        try {
            return windows.get();
        } catch (UnsupportedOperationException noDisplay) {
            throw new Failure("The display %s cannot be opened: %s. Check DISPLAY, or add --headless.".formatted(
                    surroundings.environment().getOrDefault("DISPLAY", ""), noDisplay.getMessage()));
        }
    }

    /// In which way JavaFX is to draw; empty where it is to find out itself. With no graphics hardware it would load a software
    /// OpenGL, only to find that too slow: some 60 MB, and a part of a second.
    ///
    /// @param hardware there is some where one of these exists
    static Optional<String> pipeline(Surroundings surroundings, List<Path> hardware) {
        return surroundings.isLinux() && hardware.stream().noneMatch(Files::exists) ? Optional.of("sw") : Optional.empty();
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
