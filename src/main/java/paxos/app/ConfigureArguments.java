package paxos.app;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// What is typed after `paxos configure`.
@Command(name = "paxos configure", sortOptions = false, usageHelpWidth = 110,
        header = "Prints a configuration: as many legislators as you like, at one address, on ports one after the other.%n",
        synopsisHeading = "", customSynopsis = "Usage: paxos configure N [--ip IP] [--port P]",
        descriptionHeading = "%n", description = {
            "They are called after the letters of the Greek alphabet: alpha to omega, then alpha2 to omega2, and so on.",
            "Put it into a file, as with: paxos configure 101 > many.json",
            "Then host them: paxos many.json --all --headless%n"
        },
        optionListHeading = "%nOptions:%n")
final class ConfigureArguments implements Spoken {

    /// What is typed to mean this.
    static final String NAME = "configure";

    private static final List<String> LETTERS = List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota",
            "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega");
    private static final int LAST_PORT = 65_535;

    @Parameters(index = "0", paramLabel = "N", converter = SizeConverter.class,
            description = "How many legislators, 1 to " + ConfigurationReader.MOST_LEGISLATORS + ".")
    private int size;

    @Option(names = "--ip", paramLabel = "IP", defaultValue = "127.0.0.1",
            description = "The address of the machine they sit on, in numbers (default: ${DEFAULT-VALUE}).")
    private String ip;

    @Option(names = "--port", paramLabel = "P", defaultValue = "8000", converter = PortConverter.class,
            description = "The port of the first (default: ${DEFAULT-VALUE}); each of the others has the next.")
    private int port;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
    private boolean help;

    @Override
    public Order order() throws UsageError {
        Optional<String> wrong = Names.complaintAboutIp(ip);
        if (wrong.isPresent()) {
            throw new UsageError("After --ip, " + wrong.get());
        }
        if (port + size - 1 > LAST_PORT) {
            throw new UsageError("%d legislators from port %d on need ports up to %d, and the last there is is %d. Take --port %d at most."
                    .formatted(size, port, port + size - 1, LAST_PORT, LAST_PORT - size + 1));
        }
        List<Configuration.Seat> seats = new ArrayList<>();
        for (String name : names(size)) {
            seats.add(new Configuration.Seat(name, ip, new InetSocketAddress(Names.literal(ip), port + seats.size())));
        }
        return new Order.Print(Configuration.text(seats).stripTrailing());
    }

    /// The names of so many legislators, in order.
    static List<String> names(int size) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int round = i / LETTERS.size() + 1;
            names.add(LETTERS.get(i % LETTERS.size()) + (round == 1 ? "" : round));
        }
        return names;
    }

    /// `N`.
    static final class SizeConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            return number(typed, ConfigurationReader.MOST_LEGISLATORS);
        }
    }

    /// `--port`.
    static final class PortConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            return number(typed, LAST_PORT);
        }
    }

    /// The whole number from 1 on that this text says.
    private static int number(String typed, int most) {
        try {
            int number = Integer.parseInt(typed);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new TypeConversionException("it is a whole number from 1 to %d, not \"%s\"".formatted(most, typed));
    }
}
