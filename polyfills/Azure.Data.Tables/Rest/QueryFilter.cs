using System.Globalization;

namespace Azure.Data.Tables.Rest;

/// <summary>An OData filter from an interpolated string, its values written as OData literals.</summary>
internal static class QueryFilter
{
    public static string Of(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        object[] literals = [.. filter.GetArguments().Select(Literal)];
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) =>
        value switch
        {
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            bool flag => flag ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            long number => number.ToString(CultureInfo.InvariantCulture) + "L",
            double number => number.ToString(CultureInfo.InvariantCulture),
            Guid guid => $"guid'{guid:D}'",
            DateTimeOffset instant => $"datetime'{instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'",
            _ => throw new ArgumentException(
                $"A filter takes no {value?.GetType().ToString() ?? "null"}.",
                nameof(value)
            ),
        };
}
