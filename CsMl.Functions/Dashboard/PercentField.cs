using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>A field of a form that asks in percent, where the API takes shares.</summary>
internal static class PercentField
{
    /// <summary>The share of what people write: <c>35</c>, <c>35,5</c>, <c>35 %</c>. What is none stays, for the API to refuse.</summary>
    public static JsonValue ToJson(string percent) =>
        ShareOf(percent) is { } share ? JsonValue.Create(share) : JsonValue.Create(percent);

    /// <summary>A refusal by the API in the words of the form, if this field is to blame for it.</summary>
    /// <param name="label">The field as the form calls it.</param>
    public static ApiProblem? Explain(ApiProblem? problem, string percent, string label) =>
        problem is { Status: StatusCodes.Status400BadRequest } && ShareOf(percent) is null
            ? problem with
            {
                Detail = $"{label}: write a number from 0 to 100, such as 35.",
            }
            : problem;

    private static decimal? ShareOf(string percent) =>
        decimal.TryParse(
            percent.TrimEnd('%', ' ', '\u00a0', '\u202f').Replace(',', '.'),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        ) && number is >= 0 and <= 100
            ? number / 100
            : null;
}
