using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>What an import refused or left out. Each list has a limit, and what is beyond it is counted.</summary>
/// <param name="scale">The scale that health scores are read on.</param>
public sealed class ImportFindings(HealthScale scale)
{
    /// <summary>Enough to correct a file.</summary>
    private const int Most = 1_000;

    private readonly List<LineError> _errors = [];
    private readonly List<LineError> _warnings = [];
    private readonly Dictionary<string, IgnoredName> _ignored = new(StringComparer.Ordinal);

    public IReadOnlyList<LineError> Errors => _errors;

    /// <summary>What is about the whole file is in line 0, and first.</summary>
    public IReadOnlyList<LineError> Warnings =>
        Scores.Warning is { } warning ? [new LineError(0, warning.Field, warning.Message), .. _warnings] : _warnings;

    /// <summary>Words that no table of words knows, most frequent first.</summary>
    public WordCounts UnknownWords { get; } = new();

    public IReadOnlyList<IgnoredName> Ignored => [.. _ignored.Values];

    /// <summary>Number of errors beyond those listed.</summary>
    public int MoreErrors { get; private set; }

    /// <summary>Number of warnings beyond those listed.</summary>
    public int MoreWarnings { get; private set; }

    internal ScoreRange Scores { get; } = new(scale);

    /// <summary>The row was refused for this.</summary>
    public void Error(int line, FieldError error) => MoreErrors += Add(_errors, line, error);

    /// <summary>The row came in, without this.</summary>
    public void Warn(int line, FieldError warning) => MoreWarnings += Add(_warnings, line, warning);

    public void Ignore(string name, string? nearest)
    {
        if (_ignored.Count < Most)
        {
            _ignored.TryAdd(name, new IgnoredName(name, nearest));
        }
    }

    /// <summary>Counts problems that a row has beyond those that are listed of one row.</summary>
    public void Count(bool isRefused, int more)
    {
        MoreErrors += isRefused ? more : 0;
        MoreWarnings += isRefused ? 0 : more;
    }

    private static int Add(List<LineError> list, int line, FieldError found)
    {
        if (list.Count >= Most)
        {
            return 1;
        }

        list.Add(new LineError(line, found.Field, found.Message));
        return 0;
    }
}
