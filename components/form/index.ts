export { CheckboxField, type Option, RadioField, SelectField } from "./choice-fields";
export { ComboField } from "./combo-field";
export { useField, useFormState } from "./context";
export { Field, type FieldProps } from "./field";
export { FileField } from "./file-field";
export { Form, FormActions, FormError } from "./form";
export { newKey } from "./key";
export { SubmitButton } from "./submit-button";
export { DateField, DigitsField, MoneyField, PasswordField, TextareaField, TextField } from "./text-fields";
