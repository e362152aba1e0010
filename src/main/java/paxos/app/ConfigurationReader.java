package paxos.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import paxos.node.tcp.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads a configuration file: `{"legislators": [{"ip": "127.0.0.1", "port": 8000, "name": "alpha"}, …]}`, with keys
/// in any order and keys it does not know passed over, and perhaps a `"secret"` beside the list. Token by token, so that every
/// complaint can name its place; none repeats the secret.
final class ConfigurationReader {

    /// The most legislators that a parliament can have here.
    static final int MOST_LEGISLATORS = 1000;
    /// The longest file that is read at all.
    static final int LONGEST_FILE = 1 << 20;

    private static final String SECRET = "secret";
    private static final String FORM = "{\"legislators\": [{\"ip\": \"127.0.0.1\", \"port\": 8000, \"name\": \"alpha\"}, …]}";

    private final Path file;
    private final JsonParser parser;

    private ConfigurationReader(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// Reads the file.
    ///
    /// @throws UsageError with a sentence that names the file, the place, what is wrong and the mend
    static Configuration read(Path file) throws UsageError {
        String text = text(file);
        JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new ConfigurationReader(file, parser).document();
        } catch (JacksonException malformed) {
            // The parser's own words may repeat a piece of the file.
            String details = text.toLowerCase(Locale.ROOT).contains(SECRET) ? "" : ": " + firstLine(malformed.getOriginalMessage());
            throw complaint(file, malformed.getLocation(), "this is not JSON as it should be%s. Mend it there; the form is %s."
                    .formatted(details, FORM));
        }
    }

    private static String text(Path file) throws UsageError {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST_FILE + 1);
        } catch (NoSuchFileException missing) {
            throw new UsageError("There is no configuration file %s (looked for %s). Check the path, or take one of configs/."
                    .formatted(file, file.toAbsolutePath().normalize()));
        } catch (AccessDeniedException denied) {
            throw new UsageError("The configuration file %s may not be read by you. Give yourself leave, as with: chmod u+r %s"
                    .formatted(file, file));
        } catch (IOException failed) {
            throw new UsageError(Files.isDirectory(file)
                    ? "%s is a folder. Name the configuration file in it.".formatted(file)
                    : "The configuration file %s cannot be read: %s.".formatted(file, failed.getMessage()));
        }
        if (bytes.length > LONGEST_FILE) {
            throw new UsageError("%s is over %d bytes long: that is no configuration of a parliament. Name another file."
                    .formatted(file, LONGEST_FILE));
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UsageError("%s is not written in UTF-8. Save it as UTF-8.".formatted(file));
        }
    }

    private Configuration document() throws UsageError {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw here("the file is empty. It should be " + FORM + ".");
        }
        if (first != JsonToken.START_OBJECT) {
            throw here("this is %s, and the file should be an object: %s.".formatted(kind(first), FORM));
        }
        List<Configuration.Seat> seats = null;
        Optional<Secret> secret = Optional.empty();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            if (key.equals(SECRET)) {
                secret = Optional.of(secret());
                continue;
            }
            isNoSecret(key, "Write \"secret\", just so.");
            JsonToken value = parser.nextToken();
            if (!key.equals("legislators")) {
                parser.skipChildren();
            } else if (value == JsonToken.START_ARRAY) {
                seats = seats();
            } else {
                throw here("\"legislators\" is %s, and should be a list: %s.".formatted(kind(value), FORM));
            }
        }
        if (seats == null) {
            throw here("there is no \"legislators\" in this file. It should be " + FORM + ".");
        }
        if (parser.nextToken() != null) {
            throw here("something follows after the end of the configuration. Remove it.");
        }
        return new Configuration(file, seats, secret);
    }

    /// A secret that was passed over would leave every door open.
    private void isNoSecret(String key, String mend) throws UsageError {
        if (key.strip().equalsIgnoreCase(SECRET)) {
            throw here("\"%s\" is no key that counts here. %s".formatted(key, mend));
        }
    }

    private Secret secret() throws UsageError {
        parser.nextToken();
        String text = text(SECRET);
        try {
            return new Secret(text);
        } catch (IllegalArgumentException refused) {
            throw here("%s A good one is what this prints: openssl rand -hex 16".formatted(refused.getMessage()));
        }
    }

    private List<Configuration.Seat> seats() throws UsageError {
        TokenStreamLocation start = parser.currentTokenLocation();
        List<Configuration.Seat> seats = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<InetSocketAddress, String> owners = new HashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            TokenStreamLocation place = parser.currentTokenLocation();
            if (token != JsonToken.START_OBJECT) {
                throw here("this legislator is %s, and should be an object: {\"ip\": …, \"port\": …, \"name\": …}."
                        .formatted(kind(token)));
            }
            Configuration.Seat seat = seat(place);
            if (!names.add(seat.name())) {
                throw complaint(file, place, "a second legislator has the name \"%s\". Give each its own."
                        .formatted(seat.name()));
            }
            String owner = owners.putIfAbsent(seat.address(), seat.name());
            if (owner != null) {
                throw complaint(file, place, "%s has the address %s, which is %s's. Give each its own port."
                        .formatted(seat.name(), seat.shown(), owner));
            }
            seats.add(seat);
            if (seats.size() > MOST_LEGISLATORS) {
                throw complaint(file, place, "there are more than %d legislators. Take some out.".formatted(MOST_LEGISLATORS));
            }
        }
        if (seats.isEmpty()) {
            throw complaint(file, start, "the list of legislators is empty. Add at least one.");
        }
        return seats;
    }

    private Configuration.Seat seat(TokenStreamLocation place) throws UsageError {
        String ip = null;
        Integer port = null;
        String name = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            isNoSecret(key, "A secret is the whole parliament's: put it beside \"legislators\", not into one of them.");
            parser.nextToken();
            switch (key) {
                case "ip" -> ip = checked(Names::complaintAboutIp, text("ip"));
                case "port" -> port = port();
                case "name" -> name = checked(Names::complaintAboutName, text("name"));
                default -> parser.skipChildren();
            }
        }
        return new Configuration.Seat(required("name", name, place), required("ip", ip, place),
                new InetSocketAddress(Names.literal(ip), required("port", port, place)));
    }

    private <T> T required(String key, T value, TokenStreamLocation place) throws UsageError {
        if (value == null) {
            throw complaint(file, place, "this legislator has no \"%s\". Add it: {\"ip\": …, \"port\": …, \"name\": …}."
                    .formatted(key));
        }
        return value;
    }

    private String checked(Function<String, Optional<String>> check, String value) throws UsageError {
        Optional<String> wrong = check.apply(value);
        if (wrong.isPresent()) {
            throw here(wrong.get());
        }
        return value;
    }

    private String text(String key) throws UsageError {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw here("\"%s\" is %s, and should be text in double quotes.".formatted(key, kind(parser.currentToken())));
        }
        return parser.getString();
    }

    private int port() throws UsageError {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw here("\"port\" is %s, and should be a whole number from 1 to 65535, without quotes."
                    .formatted(kind(parser.currentToken())));
        }
        String digits = parser.getString();
        int port = digits.length() > 6 ? -1 : parser.getIntValue();
        if (port < 1 || port > 65535) {
            throw here("the port is %s. Choose one from 1 to 65535.".formatted(digits));
        }
        return port;
    }

    private UsageError here(String wrong) {
        return complaint(file, parser.currentTokenLocation(), wrong);
    }

    private static UsageError complaint(Path file, TokenStreamLocation place, String wrong) {
        boolean known = place != null && place.getLineNr() > 0;
        return new UsageError("%s%s: %s".formatted(file,
                known ? ":" + place.getLineNr() + ":" + Math.max(1, place.getColumnNr()) : "", wrong));
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT -> "a number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }
}
