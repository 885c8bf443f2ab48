using System.CommandLine;
using System.CommandLine.Parsing;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>The options that say what the rows of a file are and how it writes them.</summary>
internal sealed class ImportChoices
{
    private readonly Option<ImportKind> _kind = Word<ImportKind>("--kind", "What each row is", "KIND");
    private readonly Option<NumberFormat?> _numbers = Word<NumberFormat?>(
        "--numbers",
        "How numbers are written: en is 1,234.56 and de is 1.234,56",
        "FORMAT"
    );
    private readonly Option<DateOrder?> _dates = Word<DateOrder?>(
        "--dates",
        "What comes first in dates such as 03/04/2026",
        "ORDER"
    );
    private readonly Option<string[]> _map = new("--map")
    {
        Description =
            "The field of a column, as \"Column=field\", or \"Column=-\" to ignore it; or a file with one of these a line",
        HelpName = "MAPPING",
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Add(_kind);
        command.Add(_map);
        command.Add(_numbers);
        command.Add(_dates);
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="BadArgumentException">A mapping is none.</exception>
    public async Task<ImportOptions> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var map = new List<ColumnMapping>();
        foreach (var text in parsed.GetValue(_map) ?? [])
        {
            var wrong = new FieldErrors();
            var lines = text.Contains('=', StringComparison.Ordinal)
                ? text
                : await File.ReadAllTextAsync(text, cancellation);
            map.AddRange(ColumnMapping.ParseFile(lines, wrong));
            if (wrong.All.Count > 0)
            {
                throw new BadArgumentException($"--map {text}: {wrong.Sentences()}");
            }
        }

        return new ImportOptions(parsed.GetValue(_kind), parsed.GetValue(_numbers), parsed.GetValue(_dates))
        {
            Map = map,
            Style = OptionStyle.Command,
        };
    }

    private static Option<T> Word<T>(string name, string description, string helpName)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var words = NamesOf(type);
        return new Option<T>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}",
            HelpName = helpName,
            CustomParser = result => (T)Parse(result, name, type, words)!,
        };
    }

    private static object? Parse(ArgumentResult result, string name, Type type, IReadOnlyList<string> words)
    {
        var word = result.Tokens.Count == 1 ? result.Tokens[0].Value.ToLowerInvariant() : "";
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == word)
            {
                return Enum.GetValues(type).GetValue(i);
            }
        }

        result.AddError($"{name} is one of {string.Join(", ", words)}.");
        return Enum.GetValues(type).GetValue(0);
    }

    private static IReadOnlyList<string> NamesOf(Type type) =>
        type == typeof(ImportKind) ? EnumNames.All<ImportKind>()
        : type == typeof(NumberFormat) ? EnumNames.All<NumberFormat>()
        : EnumNames.All<DateOrder>();
}
