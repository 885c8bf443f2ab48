using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Names the cause of an error if it is one that no other form of the request can mend. All other errors are answered
/// by other forms, whatever their words are (docs/adr/0012).
/// </summary>
internal static class NameCause
{
    private static readonly Regex Filtered = Words(
        @"content[ _-]?(filter(ed|ing|_results?)?|polic(y|ies)|management|moderation|policy_violation)\b|contentpolicyviolation|responsible_?ai|\bmoderation|safety (system|filter|setting)|inappropriate|prohibited_content|data_inspection|\bflagged"
    );

    private static readonly Regex OutOfQuota = Words(
        @"insufficient[ _](quota|balance|credit|fund)|exceeded your (current|monthly) quota|billing_hard_limit|check your plan and billing|credit balance|out of credit|(add|purchase|more) credits|quota (has been |was |is )?(exceeded|exhausted|used)|spend(ing)? limit|budget has been exceeded|exceeded[ _]budget"
    );

    private static readonly Regex KeyRefused = Words(
        @"\bapi[ _-]?key|_api_key|\bunauthori[sz]ed|\bunauthenticated|\bauthenticat(e|ion)|access token"
    );

    private static readonly Regex ModelNotFound = Words(
        @"(model|deployment)_?(not_?found|not_?exist)|\b(model|deployment)( named| name| with id| id)?\s*[:=]?\s*[""'`]?[\w./:@+-]{0,100}[""'`]?,?\s*((was|is|has been|could not be|cannot be) )?(not[ ]found|not exist|(does|do|did) ?(not|n't) exist|not (yet )?(loaded|available|deployed)|unavailable|decommissioned)|(no such|unknown|unsupported|invalid|not (a )?valid|could not find|cannot find|can't find)( the)? (model|deployment)\b|\bno models? (is |are |was |were )?(loaded|found|available)|no endpoints found for\b"
    );

    private static readonly Regex Limited = Words(
        @"rate[ _-]?limit|too many requests|requests? per|overloaded|throttl"
    );

    /// <summary>Names of request fields, which say nothing about the length of the prompt.</summary>
    private static readonly Regex LimitNames = Words("max_(completion_|new_|output_)?tokens");

    private static readonly Regex Long = Words(
        @"\b(context|prompts?|inputs?|messages|tokens?|n_ctx|length)\b(.|\n){0,160}?(exceed|too (long|large|many|big)|maximum|at most|overflow|reduce|longer than|larger than|<=|not enough)|(exceed|too (long|large|many|big)|maximum|at most|reduce|larger than|longer than)(.|\n){0,80}?\b(context|prompts?|inputs?|tokens?|length)\b|exceed_context|context_length|string_above_max"
    );

    /// <param name="waits">True if the server says when to retry; a quota of a minute is no lasting cause.</param>
    public static FailureCause Of(int status, string? code, string message, bool waits)
    {
        var said = $"{code}\n{message}";
        return status switch
        {
            429 => !waits && OutOfQuota.IsMatch(said) ? FailureCause.OutOfQuota : FailureCause.RateLimited,
            402 => FailureCause.OutOfQuota,
            // A page of a proxy says nothing about the request.
            > 501 => FailureCause.Unnamed,
            413 => FailureCause.TooLong,
            _ when Filtered.IsMatch(said) => FailureCause.Filtered,
            _ when OutOfQuota.IsMatch(said) => FailureCause.OutOfQuota,
            401 or 403 => FailureCause.KeyRefused,
            < 300 when Limited.IsMatch(said) => FailureCause.RateLimited,
            _ when Long.IsMatch(LimitNames.Replace(said, "")) => FailureCause.TooLong,
            _ when KeyRefused.IsMatch(said) => FailureCause.KeyRefused,
            _ when ModelNotFound.IsMatch(said) => FailureCause.ModelNotFound,
            405 or (>= 300 and < 400) => FailureCause.AddressNotFound,
            _ => FailureCause.Unnamed,
        };
    }

    private static Regex Words(string pattern) => new(pattern, Patterns.Linear);
}
