using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>Writes the options of an import in messages, as the caller writes them.</summary>
internal static class OptionText
{
    /// <summary><c>--numbers de</c>, or <c>numbers=de</c>.</summary>
    public static string Of(OptionStyle style, string option, string value) =>
        style == OptionStyle.Command ? $"--{option} {value}" : $"{option}={value}";

    /// <summary>The choice between several values: <c>--numbers en or --numbers de</c>.</summary>
    public static string Choice<T>(OptionStyle style, string option, IEnumerable<T> values)
        where T : struct, Enum => string.Join(" or ", values.Select(value => Of(style, option, EnumNames.Of(value))));

    /// <summary>The mapping of a column; a query has it encoded.</summary>
    /// <param name="field">A field, or <see cref="ColumnMapping.Ignored"/>.</param>
    public static string Map(OptionStyle style, string column, string field) =>
        style == OptionStyle.Command
            ? $"--map \"{column}={field}\""
            : $"map={Uri.EscapeDataString(column)}={Uri.EscapeDataString(field)}";
}
