package paxos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Measures how long the program takes to start, from outside: from the moment its process is asked for until it says that it
/// is there. Beside it, in turns, the barest window that JavaFX can show, in the same Java without the program's ahead-of-time
/// cache, only with the archive of its own classes that every Java has.
///
/// @param print   takes a line for each thing that was measured
/// @param home    the program's folder, with its launcher
/// @param rounds  how often each is measured; one time before is not counted
/// @param display whether there is a display to show windows on; else JavaFX's headless platform takes them, all of them
public record StartupBench(Consumer<String> print, Path home, int rounds, boolean display) {

    private static final int PATIENCE_SECONDS = 30;

    /// Measures.
    ///
    /// @throws IOException          with a sentence, where something cannot be started
    /// @throws InterruptedException where this thread is interrupted
    public void run() throws IOException, InterruptedException {
        Path launcher = home.toAbsolutePath().resolve("paxos");
        if (!Files.isExecutable(launcher)) {
            throw new IOException("The start is measured by the launcher, and there is none at %s. Run ./paxos bench startup where the sources are."
                    .formatted(launcher));
        }
        try (TemporaryFolder folder = TemporaryFolder.make("bench")) {
            measure(launcher, folder.path());
        }
    }

    private void measure(Path launcher, Path folder) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path idle = withoutJava(launcher, Files.createDirectory(folder.resolve("launcher")));
        List<Double> bare = new ArrayList<>();
        List<Double> window = new ArrayList<>();
        List<Double> headless = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        say("startup: %d of each in turns, %s", rounds, display ? "windows on the display" : "windows on JavaFX's headless platform");
        for (int round = 0; round <= rounds; round++) {
            Path data = Files.createDirectory(folder.resolve("round-" + round));
            String configuration = configuration(data).toString();
            bare.add(until(BareWindow.SHOWN, java, List.of("-m", "paxos/" + BareWindow.class.getName())));
            window.add(until("^window shown after ", launcher, List.of(configuration, "--startup", "--data", data.resolve("window").toString())));
            headless.add(until("^listening after ", launcher,
                    List.of(configuration, "--headless", "--startup", "--data", data.resolve("terminal").toString())));
            alone.add(untilItEnds(idle));
        }
        // Whatever was read from the disk for the first time was so in the round that is not counted.
        Stream.of(bare, window, headless, alone).forEach(List::removeFirst);
        say("startup window: p50 %.0f ms, bare p50 %.0f ms, ratio %.2f", Median.of(window), Median.of(bare), Median.of(window) / Median.of(bare));
        say("startup headless listening: p50 %.0f ms", Median.of(headless));
        say("startup launcher: p50 %.1f ms", Median.of(alone));
    }

    private double until(String said, Path program, List<String> arguments) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (ProgramProcess process = ProgramProcess.start(program, arguments, display ? Map.of() : ProgramProcess.OFF_SCREEN)) {
            process.await(said);
            return millis(began);
        }
    }

    private static double untilItEnds(Path program) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(program.toString()).redirectErrorStream(true).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("The launcher, with nothing to launch, did not end well.");
        }
        return millis(began);
    }

    /// A parliament of one, on a port that is free.
    private static Path configuration(Path folder) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Files.writeString(folder.resolve("one.json"),
                    "{\"legislators\": [{\"ip\": \"%s\", \"port\": %d, \"name\": \"alpha\"}]}%n".formatted(
                            probe.getInetAddress().getHostAddress(), probe.getLocalPort()));
        }
    }

    /// A copy of the launcher, with all the sources that it looks through, and a Java that does nothing.
    private Path withoutJava(Path launcher, Path folder) throws IOException {
        for (String source : List.of("pom.xml", "src/main")) {
            copy(home.resolve(source), folder.resolve(source));
        }
        Path java = Files.createDirectories(folder.resolve("target/image/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path copy = Files.copy(launcher, folder.resolve("paxos"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        // The last, so that nothing is newer.
        Files.createFile(folder.resolve("target/image/release"));
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static double millis(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private void say(String line, Object... values) {
        print.accept(String.format(Locale.ROOT, line, values));
    }
}
