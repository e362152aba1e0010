package paxos.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/// What the terminal sends: Ctrl+Z, Ctrl+C, and the wish of others that the program end.
///
/// Java has no other way to a signal than `sun.misc.Signal`. It is used by reflection, since javac warns of its every
/// mention, the warning cannot be turned off, and here a warning is an error.
final class Signals {

    private Signals() {
    }

    /// Listens for them.
    ///
    /// @param startBallot what Ctrl+Z does
    /// @param end         what Ctrl+C does, and SIGTERM, and a terminal that is closed; told the signal's name
    static void listen(Runnable startBallot, Consumer<String> end) {
        handle("TSTP", startBallot);
        for (String ending : List.of("INT", "TERM", "HUP")) {
            handle(ending, () -> end.accept("SIG" + ending));
        }
        // In the background the terminal is not ours to read or, where it says so, to write; a node must not stop for it.
        ignore("TTIN");
        ignore("TTOU");
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            set(name, Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> answer(proxy, method, arguments, action)));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("This Java has no sun.misc.Signal as before.", changed);
        }
    }

    private static Object answer(Object proxy, Method method, Object[] arguments, Runnable action) {
        return switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a handler of signals";
        };
    }

    private static void ignore(String name) {
        try {
            set(name, Class.forName("sun.misc.SignalHandler").getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("This Java has no sun.misc.Signal as before.", changed);
        }
    }

    private static void set(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        try {
            signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException refused) {
            if (!(refused.getCause() instanceof IllegalArgumentException)) {
                throw refused;
            }
            // Windows does not know them all; and one that whoever started us set to be ignored (nohup) stays so.
        }
    }
}
