package paxos.app;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may be a legislator's name and what its address. A name becomes a folder and travels in a header of a message.
final class Names {

    /// The longest name, in characters.
    static final int LONGEST = 64;

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

    private Names() {
    }

    /// What is wrong with a name; empty where nothing is.
    static Optional<String> complaintAboutName(String name) {
        if (name.isBlank()) {
            return Optional.of("the name is empty. Give the legislator a name, like \"alpha\".");
        }
        if (!name.strip().equals(name)) {
            return Optional.of("the name \"%s\" begins or ends with a space. Remove it.".formatted(name));
        }
        if (name.length() > LONGEST) {
            return Optional.of("the name is %d characters long. Take one of at most %d.".formatted(name.length(), LONGEST));
        }
        if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            return Optional.of(("the name \"%s\" is no plain file name, and a legislator's name becomes its folder. Take one "
                    + "like \"alpha\".").formatted(name));
        }
        if (!name.codePoints().allMatch(Names::isPrintable)) {
            return Optional.of("the name has characters in it that cannot be printed. Take one like \"alpha\".");
        }
        try {
            Path.of(name);
        } catch (InvalidPathException impossible) {
            return Optional.of(("the name \"%s\" cannot be a folder on this machine: %s. Take one like \"alpha\", or run the "
                    + "program in a UTF-8 locale.").formatted(name, impossible.getReason()));
        }
        return Optional.empty();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /// What is wrong with an address; empty where nothing is. Never asks a name server.
    static Optional<String> complaintAboutIp(String ip) {
        if (!IPV4.matcher(ip).matches() && !IPV6.matcher(ip).matches()) {
            return Optional.of(("\"%s\" is no IP address. Write the numbers, like \"127.0.0.1\" or \"::1\"; a host's name is "
                    + "not looked up.").formatted(ip));
        }
        InetAddress address;
        try {
            address = literal(ip);
        } catch (IllegalArgumentException wrong) {
            return Optional.of("\"%s\" is no IP address. Write one like \"127.0.0.1\" or \"::1\".".formatted(ip));
        }
        return address.isAnyLocalAddress() || address.isMulticastAddress()
                ? Optional.of("\"%s\" is no address that the others can send to. Write that of the legislator's machine."
                        .formatted(ip))
                : Optional.empty();
    }

    /// The address that this text says in numbers.
    ///
    /// @throws IllegalArgumentException where it says none
    static InetAddress literal(String ip) {
        return InetAddress.ofLiteral(ip);
    }
}
