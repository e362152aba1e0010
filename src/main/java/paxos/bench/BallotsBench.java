package paxos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Measures how long a ballot takes: from the moment at which somebody asks for it to the moment at which a fifth legislator, who
/// only listens, is told of its success. The others are four real nodes, with sockets and forced writes and delay 0: once
/// in this process, once in four processes. Beside it stands the [Floor] that it is compared with, and how far from that
/// floor bare channels are already where four nodes share a disk.
///
/// @param print    takes a line for each thing that was measured
/// @param ballots  how many are measured; a quarter of that goes before, unmeasured
/// @param assembly puts nodes together in this process
/// @param launcher starts the program
public record BallotsBench(Consumer<String> print, int ballots, Assembly assembly, Path launcher) {

    private static final List<String> NODES = List.of("alpha", "beta", "gamma", "delta");
    private static final String PROBE = "epsilon";
    private static final List<String> LEGISLATORS = List.of("alpha", "beta", "gamma", "delta", PROBE);

    /// Measures.
    ///
    /// @throws IOException          with a sentence, where something could not be started or a ballot came to nothing
    /// @throws InterruptedException where this thread is interrupted
    public void run() throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make("bench")) {
            Latencies floor = Floor.measure(folder.path(), ballots);
            print.accept("floor: " + floor);
            Latencies ofFour = Floor.measureOfFour(folder.path(), ballots);
            print.accept(String.format(Locale.ROOT, "floor of four nodes: %s, ratio %.2f", ofFour, ofFour.percentile(50) / floor.percentile(50)));
            say("in one process", inOneProcess(folder.path().resolve("one")), floor);
            say("in four processes", inFourProcesses(folder.path().resolve("four")), floor);
        }
    }

    private void say(String where, Latencies measured, Latencies floor) {
        print.accept(String.format(Locale.ROOT, "ballots %s: %s, floor p50 %.3f ms, ratio %.2f", where, measured,
                floor.percentile(50), measured.percentile(50) / floor.percentile(50)));
    }

    private Latencies inOneProcess(Path folder) throws IOException, InterruptedException {
        try (Assembly.Assembled nodes = assembly.open(LEGISLATORS, NODES, folder);
                SuccessProbe probe = SuccessProbe.open(nodes.address(PROBE))) {
            return measure(probe, () -> {
                try {
                    nodes.nodes().getFirst().propose(Optional.empty()).join();
                } catch (CompletionException refused) {
                    throw new IOException(refused.getCause().getMessage(), refused);
                }
            });
        }
    }

    /// Only the addresses are taken of an assembly.
    private Latencies inFourProcesses(Path folder) throws IOException, InterruptedException {
        List<ProgramProcess> processes = new ArrayList<>();
        Files.createDirectories(folder);
        Path configuration = folder.resolve("parliament.json");
        try (Assembly.Assembled nobody = assembly.open(LEGISLATORS, List.of(), folder);
                SuccessProbe probe = SuccessProbe.open(nobody.address(PROBE))) {
            Files.writeString(configuration, nobody.configurationText());
            for (String name : NODES) {
                processes.add(ProgramProcess.start(launcher, List.of(configuration.toString(), name, "--headless", "--data",
                        folder.toString())));
            }
            for (int i = 0; i < NODES.size(); i++) {
                processes.get(i).await(NODES.get(i) + " is listening on ");
            }
            ProgramProcess president = processes.getFirst();
            return measure(probe, () -> president.type("b"));
        } finally {
            processes.forEach(ProgramProcess::close);
        }
    }

    private interface Start {
        void ballot() throws IOException;
    }

    private Latencies measure(SuccessProbe probe, Start start) throws IOException, InterruptedException {
        for (int i = 0; i < ballots / 4; i++) {
            start.ballot();
            probe.await();
        }
        long[] nanos = new long[ballots];
        for (int i = 0; i < ballots; i++) {
            long began = System.nanoTime();
            start.ballot();
            nanos[i] = probe.await() - began;
        }
        return new Latencies(nanos);
    }
}
