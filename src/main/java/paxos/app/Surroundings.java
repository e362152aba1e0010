package paxos.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What the program finds around itself when it is started.
///
/// @param environment the environment's variables
/// @param os          the operating system's name, as Java says it
/// @param home        the program's own folder, where `configs/` is
/// @param in          where commands are typed
/// @param inTerminal  whether that is a terminal
/// @param out         where the story goes
/// @param outTerminal whether that is a terminal
/// @param err         where complaints go
record Surroundings(Map<String, String> environment, String os, Path home, InputStream in, boolean inTerminal,
        PrintStream out, boolean outTerminal, PrintStream err) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Those of this process.
    static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("paxos.home", "")),
                System.in, isTerminal(0), System.out, isTerminal(1), System.err);
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
