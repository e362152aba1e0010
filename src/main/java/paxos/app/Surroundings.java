package paxos.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the program finds around itself when it is started.
///
/// @param environment the environment's variables
/// @param os          the operating system's name, as Java says it
/// @param home        the program's own folder, where `configs/` is
/// @param data        where the ledgers are, unless somebody says where
/// @param packaged    whether the program was unpacked or installed, with a launcher of its own
/// @param in          where commands are typed
/// @param inTerminal  whether that is a terminal
/// @param out         where the story goes
/// @param outTerminal whether that is a terminal
/// @param err         where complaints go
record Surroundings(Map<String, String> environment, String os, Path home, Path data, boolean packaged, InputStream in,
        boolean inTerminal, PrintStream out, boolean outTerminal, PrintStream err) {

    /// The program's folder among those of a person's other programs.
    private static final String FOLDER = "paxos-made-visible";

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Those of this process.
    static Surroundings ofThisProcess() {
        String os = System.getProperty("os.name");
        boolean packaged = Boolean.getBoolean("paxos.packaged");
        Path parliament = Path.of("parliament");
        return new Surroundings(System.getenv(), os, Path.of(System.getProperty("paxos.home", "")),
                packaged ? personal(os, System.getenv(), Path.of(System.getProperty("user.home"))).resolve(parliament) : parliament,
                packaged, System.in, isTerminal(0), System.out, isTerminal(1), System.err);
    }

    /// Where a packaged program keeps what is this person's. Double-clicked, it is started in any folder, perhaps one that it
    /// must not write to.
    ///
    /// @param os          the operating system's name
    /// @param environment the environment's variables
    /// @param user        the person's home, where the environment does not say it
    static Path personal(String os, Map<String, String> environment, Path user) {
        if (os.startsWith("Windows")) {
            return absolute(environment, "LOCALAPPDATA").orElse(user.resolve(Path.of("AppData", "Local"))).resolve(FOLDER);
        }
        // Java does not ask for it.
        Path home = absolute(environment, "HOME").orElse(user);
        if (os.startsWith("Mac")) {
            return home.resolve(Path.of("Library", "Application Support", FOLDER));
        }
        return absolute(environment, "XDG_DATA_HOME").orElse(home.resolve(Path.of(".local", "share"))).resolve(FOLDER);
    }

    /// A relative path is to be ignored, says the standard.
    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.of(Path.of(environment.getOrDefault(variable, ""))).filter(Path::isAbsolute);
    }

    /// Whether the program was started by a double-click, or from a menu: whoever did it reads no terminal. A script types
    /// something, and must not be held up by a window.
    ///
    /// @param arguments what was typed
    boolean isDoubleClicked(String... arguments) {
        return packaged && arguments.length == 0 && !inTerminal && !outTerminal;
    }

    /// The program's launcher. One that jpackage made tells where it is itself.
    Path launcher() {
        return Path.of(System.getProperty("jpackage.app-path", home.resolve("paxos").toString()));
    }

    boolean isLinux() {
        return os.startsWith("Linux");
    }

    /// Whether a variable is set, and not to nothing.
    boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    /// Whether what goes to `out` may be coloured: it is a terminal that can, and nobody said NO_COLOR.
    boolean colour() {
        return outTerminal && !isSet("NO_COLOR") && !"dumb".equals(environment.get("TERM"));
    }

    /// Linux tells of each descriptor apart; elsewhere Java knows only of both together.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.exists(Path.of("/proc/self/fd"))) {
            return System.console() != null && System.console().isTerminal();
        }
        try {
            String device = Files.readSymbolicLink(link).toString();
            return device.matches("/dev/(pts/|tty|console|hvc).*");
        } catch (IOException notOpen) {
            return false;
        }
    }
}
