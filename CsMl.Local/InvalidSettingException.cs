using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Local;

/// <summary>A setting has an invalid value. The message names the setting and a valid value.</summary>
internal sealed class InvalidSettingException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>Checks all settings of an app before they are used.</summary>
    /// <exception cref="InvalidSettingException">A setting is invalid.</exception>
    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new InvalidSettingException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (InvalidOperationException e)
        {
            // The value has the wrong type; the binder's message names the setting.
            throw new InvalidSettingException(e.Message, e);
        }
    }
}
