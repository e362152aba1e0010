package paxos.app;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import paxos.bench.BallotsBench;
import paxos.bench.MemoryBench;
import paxos.bench.ParliamentFigures;
import paxos.bench.ParliamentPlot;
import paxos.bench.ParliamentsBench;
import paxos.bench.StartupBench;
import paxos.bench.TimelineBench;

/// Measures what it is asked to, and prints a line for each thing that was measured.
///
/// @param surroundings what is around the program
record Benching(Surroundings surroundings) {

    /// Measures.
    ///
    /// @throws Failure with a sentence, where that cannot be done
    void run(Benchmark benchmark) throws Failure, InterruptedException {
        try {
            switch (benchmark) {
                case Benchmark.OfBallots(int ballots) ->
                        new BallotsBench(surroundings.out()::println, ballots, Assembled::open, surroundings.launcher()).run();
                case Benchmark.OfTimeline(int messages, long seed) ->
                        new TimelineBench(surroundings.out()::println, messages, seed, new DrawnFrames()).run();
                case Benchmark.OfMemory(int ballots) -> new MemoryBench(surroundings.out()::println, surroundings.launcher(), Assembled::open,
                        Display.isReady(surroundings), ballots).run();
                case Benchmark.OfStartup(int rounds) -> new StartupBench(surroundings.out()::println, surroundings.home(), rounds,
                        Display.isReady(surroundings)).run();
                case Benchmark.OfParliaments(var sizes, int ballots, var plot) -> parliaments(sizes, ballots, plot);
            }
        } catch (IOException failed) {
            throw new Failure(failed.getMessage());
        }
    }

    private void parliaments(List<Integer> sizes, int ballots, Optional<Path> plot) throws IOException, InterruptedException {
        List<ParliamentFigures> figures = new ParliamentsBench(surroundings.out()::println, Assembled::open, ConfigureArguments::names,
                sizes, ballots).run();
        if (plot.isPresent()) {
            draw(figures, plot.get());
            surroundings.out().println("Drawn: " + plot.get().toAbsolutePath());
        }
    }

    private static void draw(List<ParliamentFigures> figures, Path file) throws IOException, InterruptedException {
        try {
            if (file.toString().endsWith(".svg")) {
                Files.writeString(file, OffScreen.draw(() -> completedFuture(ParliamentPlot.of(figures).svg())));
                return;
            }
            // Not straight into the file: where that cannot be opened, ImageIO prints a stack trace.
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(OffScreen.draw(() -> completedFuture(ParliamentPlot.of(figures).image())), "png", png);
            Files.write(file, png.toByteArray());
        } catch (NoSuchFileException missing) {
            throw new IOException("The plot cannot be written to %s: there is no such folder. Make it, or choose another.".formatted(file), missing);
        } catch (IOException failed) {
            throw new IOException("The plot cannot be written to %s: %s. Choose another folder, or make room there."
                    .formatted(file, failed.getMessage()), failed);
        }
    }
}
