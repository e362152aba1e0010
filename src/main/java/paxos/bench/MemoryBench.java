package paxos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
/// @param display  whether there is a display to show windows on; else JavaFX's headless platform takes them
/// @param ballots  how many ballots there are before it is measured
public record MemoryBench(Consumer<String> print, Path launcher, Assembly assembly, boolean display, int ballots) {

    private static final List<String> LEGISLATORS = List.of("alpha", "beta", "gamma", "delta");
    private static final String PRESIDENT = LEGISLATORS.getFirst();
    /// Windows show what happened a pulse later; by then they have.
    private static final long UNTIL_SHOWN_MILLIS = 1_000;

    /// Measures; removes all that it made.
    ///
    /// @throws IOException          with a sentence, where the program does not do what it should, or the system does not tell
    /// @throws InterruptedException where this thread is interrupted
    public void run() throws IOException, InterruptedException {
        print.accept("memory windows: " + (display ? "on the display of this machine" : "off the screen, as no display can be used here"));
        Map<String, String> windows = display ? Map.of() : ProgramProcess.OFF_SCREEN;
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

        private final TemporaryFolder folder;
        private final Path configuration;
        private final List<ProgramProcess> processes = new ArrayList<>();

        Parliament() throws IOException {
            folder = TemporaryFolder.make("bench");
            try (Assembly.Assembled free = assembly.open(LEGISLATORS, List.of(), folder.path())) {
                configuration = Files.writeString(folder.path().resolve("parliament.json"), free.configurationText());
            }
        }

        ProgramProcess start(Map<String, String> environment, String... arguments) throws IOException {
            List<String> line = Stream.concat(Stream.of(configuration.toString(), "--data", folder.path().toString(), "--delay", "0"),
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
            folder.close();
        }
    }
}
