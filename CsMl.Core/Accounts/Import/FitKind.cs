using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Judges by the names of columns or fields whether the rows of a file are of another kind than the caller says: activities
/// and tickets have an account's id and often its name, and would become accounts.
/// </summary>
internal static class FitKind
{
    /// <summary>One name alone says nothing: accounts have a priority or a contact, too.</summary>
    private const int Least = 2;

    private const int MostShown = 3;

    /// <summary>Names that rows of several kinds have: what refers to an account, and what says nothing of its own.</summary>
    private static readonly HashSet<string> Neutral =
    [
        .. FieldSets
            .Table(ImportKind.Accounts)
            .Fields.Where(f => f.Name is "accountId" or "name" or "type" or "ownerId" or "createdAt" or "currency")
            .Concat(FieldSets.Table(ImportKind.Activities).Fields.Where(f => f.Name == "accountId"))
            .SelectMany(f => f.Keys.Select(k => k.Key)),
        .. "status|state|description|beschreibung|lastmodifieddate|lastmodified|modifiedon".Split('|'),
    ];

    /// <summary>For each kind the names that tell it, with the field that each stands for.</summary>
    private static readonly Dictionary<ImportKind, Dictionary<string, string>> Telling = Enum.GetValues<ImportKind>()
        .ToDictionary(kind => kind, TellingNames);

    /// <summary>What is wrong with reading the file as the caller says; null if no other kind fits better.</summary>
    /// <param name="names">The names of its columns, or of the fields of its first rows.</param>
    public static FieldError? Fault(IReadOnlyList<string> names, ImportOptions options)
    {
        List<string> keys = [.. names.Where(name => !IsMapped(name, options)).Select(HeaderName.Normalize)];
        var given = options.Map.Count(m => m.Field is not null) + Count(options.Kind, keys);
        var fitting = Enum.GetValues<ImportKind>()
            .Where(kind => kind != options.Kind)
            .Select(kind => (Kind: kind, Count: Count(kind, keys)))
            .Where(k => k.Count >= Least && k.Count >= given + Margin(options.Kind, k.Kind))
            .ToList();
        if (fitting.Count == 0)
        {
            return null;
        }

        var most = fitting.Max(k => k.Count);
        List<ImportKind> best = [.. fitting.Where(k => k.Count == most).Select(k => k.Kind)];
        // Of several, those whose required columns are there.
        var whole = best.Where(kind => HasRequired(kind, names)).ToList();
        best = whole.Count > 0 ? whole : best;
        List<string> telling =
        [
            .. names
                .Where(name => Tells(best[0], name) && !Tells(options.Kind, name) && !IsMapped(name, options))
                .Take(MostShown),
        ];
        var shown = string.Join(", ", telling.Select(name => $"'{CellText.Shown(name)}'"));
        return new FieldError(
            "kind",
            $"The file looks like {string.Join(" or ", best.Select(EnumNames.Of))} ({shown}) and not like {EnumNames.Of(options.Kind)}; import it with {OptionText.Choice(options.Style, "kind", best)}. If its rows are {EnumNames.Of(options.Kind)} all the same, leave such columns out, as with {OptionText.Map(options.Style, telling[0], ColumnMapping.Ignored)}."
        );
    }

    /// <summary>
    /// How many names more another kind needs. Items of an account share most of their names (tasks have a priority), and a
    /// list of accounts may state their subscriptions.
    /// </summary>
    private static int Margin(ImportKind given, ImportKind other) =>
        given == ImportKind.Accounts && other != ImportKind.Subscriptions ? 1 : 2;

    private static int Count(ImportKind kind, List<string> keys) =>
        keys.Select(key => Telling[kind].GetValueOrDefault(key))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Count();

    private static bool Tells(ImportKind kind, string name) => Telling[kind].ContainsKey(HeaderName.Normalize(name));

    private static bool IsMapped(string name, ImportOptions options) =>
        options.Map.Any(m => HeaderName.Normalize(m.Header) == HeaderName.Normalize(name));

    private static bool HasRequired(ImportKind kind, IReadOnlyList<string> names)
    {
        var table = FieldSets.Table(kind);
        return table.Fields.Where(f => f.IsRequired).All(f => names.Any(name => table.Find(name)?.Field == f));
    }

    private static Dictionary<string, string> TellingNames(ImportKind kind)
    {
        var telling = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in FieldSets.Table(kind).Fields)
        {
            foreach (var (key, _) in field.Keys.Where(k => !Neutral.Contains(k.Key)))
            {
                telling.TryAdd(key, field.Name);
            }
        }

        foreach (var key in TypicalColumns.Of(kind).Where(key => !Neutral.Contains(key)))
        {
            telling.TryAdd(key, key);
        }

        return telling;
    }
}
