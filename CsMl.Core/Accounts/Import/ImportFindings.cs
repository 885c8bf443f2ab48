using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>What an import refused or left out. Each list has a limit, and what is beyond it is counted.</summary>
public sealed class ImportFindings
{
    /// <summary>Enough to correct a file.</summary>
    private const int Most = 1_000;

    private readonly List<LineError> _errors = [];
    private readonly List<LineError> _warnings = [];
    private readonly Dictionary<string, IgnoredName> _ignored = new(StringComparer.Ordinal);

    public IReadOnlyList<LineError> Errors => _errors;

    public IReadOnlyList<LineError> Warnings => _warnings;

    public IReadOnlyList<IgnoredName> Ignored => [.. _ignored.Values];

    /// <summary>Number of errors beyond those listed.</summary>
    public int MoreErrors { get; private set; }

    /// <summary>Number of warnings beyond those listed.</summary>
    public int MoreWarnings { get; private set; }

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
