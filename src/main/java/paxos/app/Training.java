package paxos.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import paxos.bench.TemporaryFolder;

/// Goes once through what the program does when it starts, so that Java can lay it out in an ahead-of-time cache: four
/// legislators, in a terminal or in windows, a ballot, a good end. The build runs this in the linked image, on JavaFX's
/// platform that needs no display; the parliament is in a temporary folder, on free ports.
public final class Training {

    /// How long all of it may take.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

    private final Path folder;
    private final Said said = new Said();

    /// What a cache is for. Java brings all of it into memory, used or not, so that one for windows costs a terminal 20 MB.
    private enum Kind { TERMINAL, WINDOWS }

    private Training(Path folder) {
        this.folder = folder;
    }

    /// Runs it. Where it fails there is no cache, and the program starts more slowly; that is no reason to have no program.
    ///
    /// @param arguments `terminal` or `windows`: what the cache is for
    public static void main(String[] arguments) {
        Thread patience = Thread.ofPlatform().daemon().name("patience").start(() -> {
            try {
                Thread.sleep(PATIENCE);
                giveUp("It did not end within %d s.".formatted(PATIENCE.toSeconds()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            try (TemporaryFolder folder = TemporaryFolder.make("training")) {
                new Training(folder.path()).run(Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            giveUp(failed.toString());
        }
        // The cache is written only now.
        patience.interrupt();
        System.exit(0);
    }

    /// At once: what is not whole must not become a cache.
    private static void giveUp(String why) {
        System.err.println("paxos: There will be no ahead-of-time cache, so the program will start more slowly. " + why);
        Runtime.getRuntime().halt(0);
    }

    private void run(Kind kind) throws IOException, InterruptedException {
        Configuration configuration = Assembled.configuration(NAMES, folder);
        String file = Files.writeString(configuration.file(), Configuration.text(configuration.seats())).toString();
        try (PipedOutputStream keys = new PipedOutputStream()) {
            Thread program = start(new PipedInputStream(keys), Stream.concat(
                    Stream.of(file, "--all", "--startup", "--delay", "0", "--data", folder.toString()),
                    kind == Kind.TERMINAL ? Stream.of("--headless") : Stream.empty()).toArray(String[]::new));
            said.await(kind == Kind.TERMINAL ? "listening after " : "window shown after ");
            type(keys, "b");
            for (String name : NAMES.subList(1, NAMES.size())) {
                said.await(name + " learnt from ");
            }
            type(keys, "q");
            program.join();
        }
    }

    /// Runs the program as if somebody had typed this.
    private Thread start(InputStream keys, String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(Map.of(), System.getProperty("os.name"), folder, folder, false, keys, false,
                out, false, out);
        return Thread.ofPlatform().daemon().name("program").start(() -> {
            if (new Program(surroundings).run(arguments) != 0) {
                giveUp("It ended with: " + said);
            }
        });
    }

    private static void type(PipedOutputStream keys, String line) throws IOException {
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /// What the program says.
    private static final class Said extends ByteArrayOutputStream {

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            notifyAll();
        }

        /// Waits until this was said; whoever is out of patience ends the process.
        synchronized void await(String text) throws InterruptedException {
            while (!toString(StandardCharsets.UTF_8).contains(text)) {
                wait();
            }
        }

        @Override
        public synchronized String toString() {
            return toString(StandardCharsets.UTF_8);
        }
    }
}
