package paxos.trace;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Vote;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The values of a line, each taken at the parser's place and checked.
///
/// @param json  stands at a value
/// @param names the legislators
record JsonLine(JsonParser json, Names names) {

    /// Goes into the object at this place.
    void enter(String key) throws UnreadableTrace {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(key, "an object");
        }
    }

    /// Goes to the value of the object's next property.
    ///
    /// @return its key, or null at the end of the object
    String next() {
        String key = json.nextName();
        if (key != null) {
            json.nextToken();
        }
        return key;
    }

    /// Passes over a value that is not known.
    void skip() {
        json.skipChildren();
    }

    String text(String key) throws UnreadableTrace {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(key, "text");
        }
        return json.getString();
    }

    String legislator(String key) throws UnreadableTrace {
        return names.known(key, text(key));
    }

    long number(String key, long least, long most) throws UnreadableTrace {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(key, "a whole number");
        }
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < least
                || json.getLongValue() > most) {
            throw new UnreadableTrace("Its “%s” is %s, and should be a number from %d to %d."
                    .formatted(key, UnreadableTrace.quoted(json.getString()), least, most));
        }
        return json.getLongValue();
    }

    boolean truth(String key) throws UnreadableTrace {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /// A ballot's number; not that of [Ballot#NONE], which is never written.
    Ballot ballot(String key) throws UnreadableTrace {
        return new Ballot((int) number(key, 0, Integer.MAX_VALUE));
    }

    Decree decree(String key) throws UnreadableTrace {
        return new Decree((int) number(key, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    Optional<Vote> vote(String key) throws UnreadableTrace {
        list(key);
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return Optional.empty();
        }
        Ballot ballot = ballot(key);
        json.nextToken();
        Vote vote = new Vote(ballot, decree(key));
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw wrong(key, "a ballot and a decree");
        }
        return Optional.of(vote);
    }

    Set<String> legislators(String key) throws UnreadableTrace {
        list(key);
        Set<String> those = new TreeSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            those.add(legislator(key));
        }
        return those;
    }

    Set<String> texts(String key) throws UnreadableTrace {
        list(key);
        Set<String> those = new TreeSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            those.add(text(key));
        }
        return those;
    }

    void list(String key) throws UnreadableTrace {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(key, "a list");
        }
    }

    private static UnreadableTrace wrong(String key, String due) {
        return new UnreadableTrace("Its “%s” is not %s.".formatted(key, due));
    }
}
