package paxos.app;

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
            BenchArguments.Timeline.class})
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
