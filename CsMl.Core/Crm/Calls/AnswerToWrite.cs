using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.Crm.Calls;

/// <summary>Decides what the answer to a write means.</summary>
internal static class AnswerToWrite
{
    private const int LongestReason = 300;

    /// <summary>False if the CRM does not have what was to be written.</summary>
    /// <exception cref="CrmException">A later attempt may succeed.</exception>
    /// <exception cref="CrmRefusedException">The same request would be refused again.</exception>
    public static bool IsTaken(CrmAnswer answer) =>
        answer switch
        {
            { IsSuccess: true } => true,
            { Status: 404 or 410 } => false,
            { IsTransient: true } or { Status: < 400 or 401 or 403 } => throw answer.Refused(),
            _ => throw new CrmRefusedException(Reason(answer)),
        };

    private static string Reason(CrmAnswer answer)
    {
        var reasons = new List<string>();
        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            AddTexts(body.RootElement, "", reasons);
        }
        catch (JsonException)
        {
            // A proxy answers in HTML, which says no more than the status.
        }

        var text = string.Join("; ", reasons.Prepend($"The CRM answered {answer.Status} to {answer.Request}"));
        return ShortText.Of(PrintableText.Of(text), LongestReason);
    }

    /// <summary>Collects the texts of an error, such as <c>{errors:{fieldErrors:{title:["too long"]}}}</c>.</summary>
    private static void AddTexts(JsonElement value, string name, List<string> texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    AddTexts(field.Value, field.Name, texts);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddTexts(item, name, texts);
                }

                break;
            case JsonValueKind.String:
                texts.Add($"{name}: {value.GetString()}");
                break;
        }
    }
}
