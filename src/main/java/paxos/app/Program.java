package paxos.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.app.Sitting.Audience;
import paxos.synod.Decree;
import paxos.ui.Backstage;
import paxos.ui.Complaint;
import paxos.ui.Desktop;

/// The program, from the command line to the exit code.
///
/// @param surroundings what is around it
record Program(Surroundings surroundings) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Program.class);

    /// The story is told in the paper's words; whoever learnt others finds them here. (Windows have them beside each step.)
    private static final String MODERN_TERMS = "In other texts NextBallot and LastVote are prepare and promise, BeginBallot and "
            + "Voted are accept request and accepted, Success is learn, HigherBallot is reject.";

    /// What nobody says who wants windows.
    private static final List<String> WINDOWLESS = List.of("--headless", "--help", "-h", "--version", "-V");
    private static final List<String> WINDOWLESS_COMMANDS = List.of(BenchArguments.NAME, ConfigureArguments.NAME);
    private static final String DEFECT = "The program met a defect of its own, and ends. What is in the ledgers is safe.";

    /// How it is run.
    private enum Mode { WINDOWS, TERMINAL, DEMONSTRATION }

    /// Runs it to its end.
    ///
    /// @param arguments what was typed
    /// @return the exit code
    int run(String... arguments) {
        Optional<Backstage> backstage = Optional.empty();
        try {
            // Beside all that comes now: nothing is seen of it until there are windows to show.
            backstage = promiseWindows(arguments) ? Optional.of(Display.open(surroundings)) : Optional.empty();
            switch (Arguments.read(arguments, Version.line(), surroundings.colour(), surroundings.data())) {
                case Order.Print(var text) -> surroundings.out().println(text);
                case Order.Run order -> carryOut(order, backstage);
                case Order.Observe order -> new Observing(surroundings, backstage).run(order);
                case Order.Replay order -> new Replaying(surroundings, backstage).run(order);
                case Order.Bench order -> new Benching(surroundings).run(order.benchmark());
            }
            return 0;
        } catch (Refusal refusal) {
            refusal.getMessage().lines().forEach(line -> surroundings.err().println("paxos: " + line));
            show(refusal.getMessage(), arguments);
            return refusal.exitCode();
        } catch (RuntimeException | Error defect) {
            LOGGER.error(DEFECT, defect);
            show(DEFECT, arguments);
            return Failure.EXIT_CODE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Failure.EXIT_CODE;
        } finally {
            backstage.ifPresent(Backstage::awaitStart);
        }
    }

    /// Whether it looks as if windows will be shown; before the command line is read in earnest, as JavaFX takes longer than
    /// that to start.
    private boolean promiseWindows(String... arguments) {
        return Display.isReady(surroundings) && WINDOWLESS.stream().noneMatch(List.of(arguments)::contains)
                && (arguments.length == 0 || !WINDOWLESS_COMMANDS.contains(arguments[0]));
    }

    private void carryOut(Order.Run order, Optional<Backstage> backstage) throws Refusal, InterruptedException {
        Configuration configuration = ConfigurationReader.read(order.configuration().orElseGet(this::ownConfiguration));
        List<String> names = hosted(order, configuration);
        Mode mode = mode(order, names);
        if (order.reset()) {
            new Reset(surroundings, order.data(), names).run(order.yes());
        }
        int delay = order.delayMillis(mode == Mode.WINDOWS);
        Ending ending = new Ending(surroundings.err());
        configuration.openDoors(names).ifPresent(LOGGER::warn);
        configuration.openSecret().ifPresent(LOGGER::warn);
        OpenFiles.caution(names.size(), configuration.seats().size(), OpenFiles.most()).ifPresent(LOGGER::warn);
        Audience audience = mode == Mode.WINDOWS ? Audience.WINDOWS : Audience.TERMINAL;
        Sitting nodes = Sitting.of(configuration, names, audience, order.data(), delay, order.wish(), System.nanoTime());
        Paint paint = new Paint(configuration.parliament(), Paint.depthFor(surroundings));
        try (Thrift.Ended _ = Thrift.begin();
                Story story = Story.begin(nodes.log(), Storyteller.of(configuration.seats().size(), Storyteller::tell), paint,
                        surroundings.out());
                Sitting sitting = nodes) {
            Optional<Startup> startup = order.startup() ? Optional.of(new Startup(names.size(), story::say)) : Optional.empty();
            switch (mode) {
                case WINDOWS -> windows(sitting, backstage.orElseGet(() -> Display.open(surroundings)), story, ending, startup);
                case TERMINAL -> terminal(sitting, story, ending, startup);
                case DEMONSTRATION -> demonstration(sitting, story, ending, startup, delay);
            }
            ending.wish();
        }
    }

    /// Shows in a window why the program ends, where nobody reads what it prints. Where no window can be opened either, that
    /// is all that can be done.
    private void show(String sentences, String... arguments) {
        if (surroundings.isDoubleClicked(arguments) && Display.of(surroundings, Display::isLoadable) instanceof Display.Ready) {
            Complaint.show(sentences);
        }
    }

    private Path ownConfiguration() {
        return surroundings.home().resolve("configs").resolve("four-legislators.json");
    }

    /// With a configuration, who is meant must be said: its other legislators may well sit on other machines, where
    /// this one cannot listen for them.
    private static List<String> hosted(Order.Run order, Configuration configuration) throws UsageError {
        if (!order.names().isEmpty()) {
            return configuration.choose(order.names());
        }
        if (order.configuration().isPresent() && !order.all() && configuration.seats().size() > 1) {
            throw new UsageError("Which of %s is to run here? Name one or more, or say --all. There are: %s.".formatted(
                    configuration.file(), String.join(", ", configuration.names())));
        }
        return configuration.names();
    }

    private Mode mode(Order.Run order, List<String> names) throws Failure {
        boolean alone = order.configuration().isEmpty() && !order.all() && !order.headless();
        boolean windows = Display.isWanted(surroundings, order.headless(), alone ? "demonstrating a parliament in this terminal instead."
                : "running %s in this terminal, as with --headless.".formatted(String.join(", ", names)));
        return windows ? Mode.WINDOWS : alone ? Mode.DEMONSTRATION : Mode.TERMINAL;
    }

    private void terminal(Sitting sitting, Story story, Ending ending, Optional<Startup> startup)
            throws Failure, InterruptedException {
        story.say(MODERN_TERMS);
        Consumer<Optional<Decree>> front = wish -> Commands.startAtFirstOpen(sitting, wish, story::say);
        Signals.listen(() -> front.accept(Optional.empty()), signal -> endBy(signal, story, ending));
        sitting.open(sitting.names());
        startup.ifPresent(Startup::listening);
        Commands commands = new Commands(sitting, front, ending::wish, story::say);
        if (surroundings.inTerminal()) {
            story.say("Ctrl+Z, or b and Enter, starts a ballot; ? and Enter lists the keys; Ctrl+C ends.");
        }
        Keyboard.listen(surroundings.in(), surroundings.inTerminal(), commands::typed);
        ending.await();
    }

    /// The nodes come first: where one cannot be opened, no window flashes up for a moment.
    private void windows(Sitting sitting, Backstage backstage, Story story, Ending ending, Optional<Startup> startup)
            throws Failure, InterruptedException {
        CompletableFuture<Desktop> shown = new CompletableFuture<>();
        Consumer<Optional<Decree>> front = wish -> shown.thenAccept(desktop -> desktop.startBallotInFront(wish));
        Signals.listen(() -> front.accept(Optional.empty()), signal -> endBy(signal, story, ending));
        sitting.open(sitting.names());
        Desktop desktop = Display.show(surroundings, () -> Desktop.open(backstage, sitting.house(), startup.map(told -> told::windowShown)));
        shown.complete(desktop);
        Keyboard.listen(surroundings.in(), surroundings.inTerminal(),
                new Commands(sitting, front, ending::wish, story::say)::typed);
        ending.then(desktop::close);
        desktop.awaitClosed();
    }

    /// The wish first: a terminal that takes no words must not keep it from ending.
    private static void endBy(String signal, Story story, Ending ending) {
        ending.wish();
        story.say("Ending, by " + signal + ".");
    }

    private void demonstration(Sitting sitting, Story story, Ending ending, Optional<Startup> startup, int delay)
            throws Failure, InterruptedException {
        story.say(MODERN_TERMS);
        Signals.listen(() -> story.say("Ballots start by themselves in the demonstration."),
                signal -> endBy(signal, story, ending));
        new Demonstration(sitting, story, ending, delay, () -> startup.ifPresent(Startup::listening)).run();
    }
}
