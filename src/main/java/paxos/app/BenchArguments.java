package paxos.app;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What is typed after `paxos bench`: first what is to be measured.
@Command(name = "paxos bench", sortOptions = false, usageHelpWidth = 110,
        header = "Measures the program on this machine. No display is needed.%n",
        synopsisHeading = "", customSynopsis = "Usage: paxos bench WHAT [options]",
        commandListHeading = "%nWHAT is one of these, and of each --help tells more:%n", optionListHeading = "%nOptions:%n",
        subcommands = {BenchArguments.Ballots.class, BenchArguments.Startup.class, BenchArguments.Memory.class,
            BenchArguments.Parliaments.class, BenchArguments.Timeline.class})
final class BenchArguments implements Spoken {

    /// What is typed to mean this.
    static final String NAME = "bench";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    @Override
    public Order order() throws UsageError {
        throw new UsageError("What is to be measured? Try: paxos bench --help");
    }

    /// `bench ballots`
    @Command(name = "ballots", sortOptions = false, usageHelpWidth = 110, optionListHeading = "%nOptions:%n",
            header = "How long a ballot takes, from its start to Success at another legislator.", synopsisHeading = "Usage: ")
    static final class Ballots implements Spoken {

        private static final int FEWEST = 1;
        private static final int MOST = 100_000;

        @Option(names = "--ballots", paramLabel = "N", converter = BallotsConverter.class, defaultValue = "3000",
                description = "How many ballots are measured (default: ${DEFAULT-VALUE}).")
        private int ballots;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
        private boolean help;

        @Override
        public Order order() {
            return new Order.Bench(new Benchmark.OfBallots(ballots));
        }

        /// `--ballots`.
        static final class BallotsConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, FEWEST, MOST);
            }
        }
    }

    /// `bench timeline`
    @Command(name = "timeline", sortOptions = false, usageHelpWidth = 110, optionListHeading = "%nOptions:%n",
            header = "How fast a long timeline is opened and drawn.", synopsisHeading = "Usage: ")
    static final class Timeline implements Spoken {

        private static final int FEWEST = 1_000;
        private static final int MOST = 10_000_000;

        @Option(names = "--messages", paramLabel = "N", converter = MessagesConverter.class, defaultValue = "1000000",
                description = "Of how many messages (default: ${DEFAULT-VALUE}).")
        private int messages;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
                description = "What decides over all chances in the parliament that is measured (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
        private boolean help;

        @Override
        public Order order() {
            return new Order.Bench(new Benchmark.OfTimeline(messages, seed));
        }

        /// `--messages`.
        static final class MessagesConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, FEWEST, MOST);
            }
        }
    }

    /// `bench memory`
    @Command(name = "memory", sortOptions = false, usageHelpWidth = 110, optionListHeading = "%nOptions:%n",
            header = "How much memory the program takes, with no window, with one and with four.", synopsisHeading = "Usage: ")
    static final class Memory implements Spoken {

        private static final int MOST = 1_000_000;

        @Option(names = "--ballots", paramLabel = "N", converter = BallotsConverter.class, defaultValue = "1000",
                description = "After how many ballots (default: ${DEFAULT-VALUE}).")
        private int ballots;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
        private boolean help;

        @Override
        public Order order() {
            return new Order.Bench(new Benchmark.OfMemory(ballots));
        }

        /// `--ballots`.
        static final class BallotsConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, 1, MOST);
            }
        }
    }

    /// `bench startup`
    @Command(name = "startup", sortOptions = false, usageHelpWidth = 110, optionListHeading = "%nOptions:%n",
            header = "How fast the program starts, beside the barest window of JavaFX.", synopsisHeading = "Usage: ")
    static final class Startup implements Spoken {

        private static final int MOST_ROUNDS = 1_000;

        @Option(names = "--rounds", paramLabel = "N", converter = RoundsConverter.class, defaultValue = "10",
                description = "How often each is started, in turns (default: ${DEFAULT-VALUE}).")
        private int rounds;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
        private boolean help;

        @Override
        public Order order() {
            return new Order.Bench(new Benchmark.OfStartup(rounds));
        }

        /// `--rounds`.
        static final class RoundsConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, 1, MOST_ROUNDS);
            }
        }
    }

    /// `bench parliaments`
    @Command(name = "parliaments", sortOptions = false, usageHelpWidth = 110, optionListHeading = "%nOptions:%n",
            header = "What the size of a parliament costs: messages and time of a ballot.", synopsisHeading = "Usage: ")
    static final class Parliaments implements Spoken {

        private static final int MOST_BALLOTS = 1_000;

        @Option(names = "--sizes", paramLabel = "N", split = ",", converter = SizeConverter.class,
                defaultValue = "3,5,7,9,13,17,25,33,49,65,81,101",
                description = "How many legislators, all of them in this process (default: ${DEFAULT-VALUE}). Of a single size the first ballot "
                        + "is also the program's own first, with all that it loads for it.")
        private List<Integer> sizes;

        @Option(names = "--ballots", paramLabel = "N", converter = BallotsConverter.class, defaultValue = "21",
                description = "Of how many ballots the median is told, after the first (default: ${DEFAULT-VALUE}).")
        private int ballots;

        @Option(names = "--plot", paramLabel = "FILE", description = "Draw it too: a picture, .png or .svg. Takes two sizes or more.")
        private String plot;

        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
        private boolean help;

        @Override
        public Order order() throws UsageError {
            List<Integer> ordered = sizes.stream().sorted().distinct().toList();
            if (plot == null) {
                return new Order.Bench(new Benchmark.OfParliaments(ordered, ballots, Optional.empty()));
            }
            if (!plot.endsWith(".png") && !plot.endsWith(".svg")) {
                throw new UsageError("\"%s\" is no picture that can be drawn here: its name ends in .png or in .svg.".formatted(plot));
            }
            if (ordered.size() < 2) {
                throw new UsageError("A plot shows how a ballot grows with its parliament: it takes two --sizes or more.");
            }
            return new Order.Bench(new Benchmark.OfParliaments(ordered, ballots, Optional.of(Arguments.path(plot))));
        }

        /// `--sizes`, each.
        static final class SizeConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, 1, ConfigurationReader.MOST_LEGISLATORS);
            }
        }

        /// `--ballots`.
        static final class BallotsConverter implements ITypeConverter<Integer> {
            @Override
            public Integer convert(String typed) {
                return number(typed, 1, MOST_BALLOTS);
            }
        }
    }

    /// The whole number that this text says.
    private static int number(String typed, int least, int most) {
        try {
            int number = Integer.parseInt(typed);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new TypeConversionException("it is a whole number from %d to %d, not \"%s\"".formatted(least, most, typed));
    }
}
