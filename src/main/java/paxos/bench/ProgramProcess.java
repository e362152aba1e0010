package paxos.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The program as a process of its own, started by its launcher as a person starts it.
final class ProgramProcess implements AutoCloseable {

    /// Has a Java that is started draw its windows with no display at all, for nobody to see. Every Java reads this variable, in
    /// jpackage's launcher, too.
    static final Map<String, String> OFF_SCREEN = Map.of("JAVA_TOOL_OPTIONS", "-Dglass.platform=Headless -Dprism.order=sw");

    /// Tells jpackage's launcher that it has prepared itself; one that this process starts has not.
    private static final String LAUNCHED = "_JPACKAGE_LAUNCHER";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// How much of what it said is kept, for a complaint.
    private static final int LINES_KEPT = 20;

    private final Process process;
    private final Writer keys;
    private final Deque<String> said = new ArrayDeque<>();
    private final Thread reader;
    private Pattern awaited;
    private String met;

    private ProgramProcess(Process process) {
        this.process = process;
        this.keys = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = Thread.ofVirtual().name("reads-" + process.pid()).start(this::read);
    }

    /// Starts it.
    ///
    /// @param launcher  the program's launcher
    /// @param arguments the command line
    /// @throws IOException with a sentence, where it cannot be started
    static ProgramProcess start(Path launcher, List<String> arguments) throws IOException {
        return start(launcher, arguments, Map.of());
    }

    /// Starts it.
    ///
    /// @param launcher    the program's launcher, or Java
    /// @param arguments   the command line
    /// @param environment variables that it has beside those of this process
    /// @throws IOException with a sentence, where it cannot be started
    static ProgramProcess start(Path launcher, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove(LAUNCHED);
        try {
            return new ProgramProcess(builder.start());
        } catch (IOException failed) {
            throw new IOException("The program cannot be started by %s: %s.".formatted(launcher, failed.getMessage()), failed);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
            }
        } catch (IOException ended) {
            // As it does when the process is ended.
        }
        heard("");
    }

    private synchronized void heard(String line) {
        said.addLast(line);
        if (said.size() > LINES_KEPT) {
            said.removeFirst();
        }
        if (met == null && awaited != null && awaited.matcher(line).find()) {
            met = line;
        }
        notifyAll();
    }

    /// Waits for a line among those kept or still to come.
    ///
    /// @param pattern what is to be found in it
    /// @throws IOException with a sentence and what it said, where it ends before, or says nothing of the kind in half a minute
    synchronized String await(String pattern) throws IOException, InterruptedException {
        awaited = Pattern.compile(pattern);
        met = said.stream().filter(line -> awaited.matcher(line).find()).findFirst().orElse(null);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (met == null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !reader.isAlive()) {
                throw new IOException("The program that is measured did not say \"%s\". It said:%n%s"
                        .formatted(pattern, String.join(System.lineSeparator(), said)));
            }
            wait(left);
        }
        return met;
    }

    /// Types a line.
    void type(String line) throws IOException {
        keys.write(line + "\n");
        keys.flush();
    }

    /// Its number, among the machine's processes.
    long pid() {
        return process.pid();
    }

    /// Ends it, and waits for that.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
