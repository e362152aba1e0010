package paxos.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What an [Audit] has come to, up to some event.
///
/// @param version  grows with each change
/// @param byCheck  what each check has come to
public record Findings(long version, Map<Check, Finding> byCheck) {

    /// Takes a copy of the map.
    public Findings {
        byCheck = Map.copyOf(new EnumMap<>(byCheck));
    }

    /// What one check has come to.
    ///
    /// @param made   how often it was made
    /// @param broken how many violations it found, of which no more than [Audit#COUNTED] are counted in all
    /// @param first  the first of them, at most [Audit#SHOWN]
    public record Finding(long made, int broken, List<Violation> first) {

        /// Takes a copy of the list.
        public Finding {
            first = List.copyOf(first);
        }
    }

    /// What this check has come to.
    public Finding of(Check check) {
        return byCheck.get(check);
    }

    /// Whether no check found a violation.
    public boolean isGreen() {
        return byCheck.values().stream().allMatch(finding -> finding.broken() == 0);
    }
}
