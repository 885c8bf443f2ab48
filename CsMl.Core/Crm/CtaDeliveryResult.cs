namespace CsMl.Core.Crm;

/// <summary>How an attempt to deliver a CTA ended.</summary>
public enum CtaDeliveryResult
{
    /// <summary>The CRM has the CTA already, another attempt runs, or it is too early for one.</summary>
    None,

    Delivered,

    /// <summary>Somebody deleted the CTA in the CRM, so that it stays in the app alone.</summary>
    DeletedInCrm,

    /// <summary>The CRM will never take this state; the reason is stored.</summary>
    Refused,

    /// <summary>The CRM did not answer; the attempt is repeated.</summary>
    Postponed,
}
