package paxos.node;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Which threads there are, virtual ones too, as the virtual machine itself tells.
public final class VirtualThreads {

    private VirtualThreads() {
    }

    /// The names of all threads that begin so.
    public static List<String> beginning(String prefix) throws IOException {
        Path dump = Files.createTempDirectory("threads").resolve("dump.txt");
        dump(dump);
        try (Stream<String> lines = Files.lines(dump)) {
            // #42 "name" ...
            return lines.filter(line -> line.startsWith("#")).map(line -> line.split("\"", -1))
                    .filter(parts -> parts.length > 2 && parts[1].startsWith(prefix)).map(parts -> parts[1]).toList();
        } finally {
            Files.delete(dump);
            Files.delete(dump.getParent());
        }
    }

    /// By reflection: the program's module does not read the modules of management, and a test should not make it.
    private static void dump(Path file) {
        try {
            Class<?> bean = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Object diagnostics = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMXBean", Class.class).invoke(null, bean);
            for (Method method : bean.getMethods()) {
                if (method.getName().equals("dumpThreads")) {
                    method.invoke(diagnostics, file.toString(), method.getParameterTypes()[1].getEnumConstants()[0]);
                }
            }
        } catch (ReflectiveOperationException no) {
            throw new AssertionError("this virtual machine does not tell its threads", no);
        }
    }

    /// How many threads have this name.
    public static long named(String name) throws IOException {
        return beginning(name).stream().filter(name::equals).count();
    }
}
