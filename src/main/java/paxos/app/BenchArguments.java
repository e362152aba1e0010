package paxos.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// What is typed after `paxos bench`.
@Command(name = "paxos bench", sortOptions = false, usageHelpWidth = 110,
        header = "Measures on this machine how fast the timeline is. No display is needed.%n",
        synopsisHeading = "", customSynopsis = "Usage: paxos bench timeline [--messages N] [--seed N]",
        optionListHeading = "%nOptions:%n")
final class BenchArguments implements Spoken {

    /// What is typed to mean this.
    static final String NAME = "bench";

    private static final int FEWEST = 1_000;
    private static final int MOST = 10_000_000;

    @Parameters(index = "0", paramLabel = "WHAT", description = "What to measure: timeline.", converter = WhatConverter.class)
    private String what;

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
        return new Order.BenchTimeline(messages, seed);
    }

    /// What can be measured.
    static final class WhatConverter implements ITypeConverter<String> {
        @Override
        public String convert(String typed) {
            if (!typed.equals("timeline")) {
                throw new TypeConversionException("only the timeline can be measured, not \"%s\"".formatted(typed));
            }
            return typed;
        }
    }

    /// `--messages`.
    static final class MessagesConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            try {
                int messages = Integer.parseInt(typed);
                if (messages >= FEWEST && messages <= MOST) {
                    return messages;
                }
            } catch (NumberFormatException noNumber) {
                // Said below.
            }
            throw new TypeConversionException("it is a whole number from %d to %d, not \"%s\"".formatted(FEWEST, MOST, typed));
        }
    }
}
