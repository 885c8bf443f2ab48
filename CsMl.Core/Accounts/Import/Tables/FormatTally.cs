namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>In which formats the values of a column can be read.</summary>
/// <typeparam name="TFormat">How numbers are written, or the order of dates.</typeparam>
internal sealed class FormatTally<TFormat>
    where TFormat : struct, Enum
{
    private readonly List<Value> _values = [];

    public static IReadOnlyList<TFormat> Formats { get; } = Enum.GetValues<TFormat>();

    /// <summary>Values that can be read in some format.</summary>
    public int Readable => _values.Count;

    /// <summary>The first value that has two meanings; null if none has.</summary>
    public Value? FirstAmbiguous => _values.Find(value => value.IsAmbiguous);

    public static FormatTally<TFormat> Of<T>(
        IEnumerable<(int Line, string Text)> texts,
        Func<string, TFormat, T?> parse
    )
        where T : struct
    {
        var tally = new FormatTally<TFormat>();
        foreach (var (line, text) in texts)
        {
            var readings = Formats
                .Select(format => (Format: format, Value: parse(text, format)))
                .Where(reading => reading.Value is not null)
                .ToList();
            if (readings.Count > 0)
            {
                var isAmbiguous = readings.Select(reading => reading.Value).Distinct().Count() > 1;
                tally._values.Add(new Value(line, text, [.. readings.Select(r => r.Format)], isAmbiguous));
            }
        }

        return tally;
    }

    /// <summary>The values that can be read in this format alone.</summary>
    public List<Value> Only(TFormat format) =>
        _values.FindAll(value => value.Formats.Count == 1 && value.Formats.Contains(format));

    /// <summary>The values that cannot be read in this format, and can in another.</summary>
    public List<Value> Against(TFormat format) => _values.FindAll(value => !value.Formats.Contains(format));

    /// <summary>One value of the column.</summary>
    /// <param name="Formats">Those in which it can be read.</param>
    public sealed record Value(int Line, string Text, IReadOnlyList<TFormat> Formats, bool IsAmbiguous);
}
