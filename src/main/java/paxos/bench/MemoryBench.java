package paxos.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Measures how much memory the program takes after some ballots: with no window, with one, and with four in one process.
/// It is started as a person starts it, as processes of its own.
///
/// @param print    takes a line for each thing that was measured
/// @param launcher the program's launcher
/// @param assembly finds free ports
/// @param windows  what the environment of a process with windows has besides that of this one
/// @param drawn    how those windows are drawn, for a person
/// @param ballots  how many ballots there are before it is measured
public record MemoryBench(Consumer<String> print, Path launcher, Assembly assembly, Map<String, String> windows, String drawn,
        int ballots) {

    private static final List<String> LEGISLATORS = List.of("alpha", "beta", "gamma", "delta");
    private static final String PRESIDENT = LEGISLATORS.getFirst();
    /// Windows show what happened a pulse later; by then they have.
    private static final long UNTIL_SHOWN_MILLIS = 1_000;

    /// Takes the environment as it is now.
    public MemoryBench {
        windows = Map.copyOf(windows);
    }

    /// Measures; removes all that it made.
    ///
    /// @throws IOException          with a sentence, where the program does not do what it should, or the system does not tell
    /// @throws InterruptedException where this thread is interrupted
    public void run() throws IOException, InterruptedException {
        print.accept("memory windows: " + drawn);
        try (Parliament parliament = new Parliament()) {
            for (String name : LEGISLATORS) {
                parliament.start(Map.of(), name, "--headless");
            }
            parliament.vote(parliament.processes.getFirst());
            say("headless", Collections.max(parliament.residents()), ", the largest of four processes");
        }
        try (Parliament parliament = new Parliament()) {
            for (String name : LEGISLATORS.subList(1, LEGISLATORS.size())) {
                parliament.start(Map.of(), name, "--headless");
            }
            ProgramProcess window = parliament.start(windows, PRESIDENT);
            parliament.vote(window);
            say("one window", Resident.of(window.pid()), ", three headless beside it");
        }
        try (Parliament parliament = new Parliament()) {
            ProgramProcess all = parliament.start(windows, "--all");
            parliament.vote(all);
            say("four windows", Resident.of(all.pid()), ", all in one process");
        }
    }

    private void say(String what, Resident resident, String more) {
        print.accept(String.format(Locale.ROOT, "memory %s: %s after %d ballots%s", what, resident, ballots, more));
    }

    /// Four legislators in some processes, with a folder of their own.
    private final class Parliament implements AutoCloseable {

        private final Path folder;
        private final Path configuration;
        private final List<ProgramProcess> processes = new ArrayList<>();

        Parliament() throws IOException {
            folder = Files.createTempDirectory("paxos-bench-");
            try (Assembly.Assembled free = assembly.open(LEGISLATORS, List.of(), folder)) {
                configuration = Files.writeString(folder.resolve("parliament.json"), free.configurationText());
            }
        }

        ProgramProcess start(Map<String, String> environment, String... arguments) throws IOException {
            List<String> line = Stream.concat(Stream.of(configuration.toString(), "--data", folder.toString(), "--delay", "0"),
                    Stream.of(arguments)).toList();
            ProgramProcess process = ProgramProcess.start(launcher, line, environment);
            processes.add(process);
            return process;
        }

        /// The president is in this process, and has all the ballots, one after the other.
        void vote(ProgramProcess president) throws IOException, InterruptedException {
            for (String peer : LEGISLATORS.subList(1, LEGISLATORS.size())) {
                president.await("%s can reach %s".formatted(PRESIDENT, peer));
            }
            for (int i = 0; i < ballots; i++) {
                president.type("b " + PRESIDENT);
                // Nobody outbids the first of the legislators, whose numbers are 0, 4, 8, …
                president.await(" in ballot %d: the decree has passed".formatted(i * LEGISLATORS.size()));
            }
            Thread.sleep(UNTIL_SHOWN_MILLIS);
        }

        List<Resident> residents() throws IOException {
            List<Resident> all = new ArrayList<>();
            for (ProgramProcess process : processes) {
                all.add(Resident.of(process.pid()));
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            processes.reversed().forEach(ProgramProcess::close);
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, IOException failed) throws IOException {
                    Files.deleteIfExists(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
