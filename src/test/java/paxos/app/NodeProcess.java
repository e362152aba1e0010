package paxos.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The program as a process of its own, as a person starts it: the linked image, its output read line by line, real
/// signals. Waits are for lines, never for time to pass; one that is not met in time fails with all that was said.
final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<Thread> readers;

    private NodeProcess(Process process) {
        this.process = process;
        this.readers = List.of(read(process.getInputStream()), read(process.getErrorStream()));
    }

    /// What is to be said where there is no image to run; empty where there is one.
    static Optional<String> missing() {
        return Files.isExecutable(java()) ? Optional.empty() : Optional.of(("There is no program to run at %s. Make it first: "
                + "mvn -B -o -q -Dmaven.test.skip=true package").formatted(java()));
    }

    private static Path java() {
        return Path.of(System.getProperty("paxos.java", "target/image/bin/java")).toAbsolutePath();
    }

    /// Writes a launcher of the linked image, for a program that starts itself.
    static void writeLauncher(Path launcher, Path home) throws IOException {
        Files.writeString(launcher, "#!/bin/sh%nexec '%s' '-Dpaxos.home=%s' -m paxos/paxos.app.Main \"$@\"%n".formatted(java(), home));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    /// Starts it with no display.
    ///
    /// @param home      the program's folder, and the folder it is started in
    /// @param arguments the command line
    static NodeProcess start(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java().toString(), "-Dpaxos.home=" + home, "-m", "paxos/paxos.app.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().remove("WAYLAND_DISPLAY");
        try {
            return new NodeProcess(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Where the output stands now: lines that come from here on are new.
    int mark() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /// All lines so far, of both streams.
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /// Waits for a line, from the first on, in which this pattern is found.
    String await(String pattern) throws InterruptedException {
        return await(0, pattern);
    }

    /// Waits for a line in which this pattern is found, among those after the mark.
    String await(int mark, String pattern) throws InterruptedException {
        Pattern sought = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            int next = mark;
            while (true) {
                for (; next < lines.size(); next++) {
                    if (sought.matcher(lines.get(next)).find()) {
                        return lines.get(next);
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                boolean over = readers.stream().noneMatch(Thread::isAlive);
                if (left <= 0 || over) {
                    throw new AssertionError("No line with \"%s\" after line %d of:%n%s".formatted(pattern, mark,
                            String.join(System.lineSeparator(), lines)));
                }
                lines.wait(left);
            }
        }
    }

    /// Types a line.
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Ends its input.
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Sends a signal, like `TSTP`.
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    /// `kill -9`, and waits until it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end.
    ///
    /// @return the exit code
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end: " + lines());
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Thread read(InputStream in) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (lines) {
                        lines.add(line);
                        lines.notifyAll();
                    }
                }
            } catch (IOException killed) {
                // What was said until then is there.
            } finally {
                synchronized (lines) {
                    lines.notifyAll();
                }
            }
        });
    }
}
