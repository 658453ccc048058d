/** Words of everyday English that look like a slip of one that matters here, and are none. */
export const commonWords: ReadonlySet<string> = new Set(
  `about above after again also always another around ate away back bad bed been before began being below better between both
  brain bread break bring brown came case cause change changes changing cold come could dad data date daily day dead deal dear deed did does doing done
  dose dozen drag draw dream drink during each early east eat eaten even ever every face fact fail fall far fast fat father feed
  feel feet fell felt few field find fine fit flat food for form found four free from full gain gave get give goes going gone
  good great had hair half hand hang hard has hat hate have having head healthy hear heard heat heavy held help her here high him
  his hold home hope hot hour house how hurt idea ill into its just keep kept kind knee knew know lab land late later lead learn
  least leave led left leg less let level life lift like line list listen little live lived lives long look lose lost lot loud
  love low lower made make many may mean meant meat men might mind mine miss mixed mood moon more mother mouth move much mum must
  name near neck need never new next nice not note noted now off often old once only open other our out over own page paid pair
  pan part party pass past patience patient people phone place plain plan play please point poor pot pull pulls push put quiet
  quite ran rare rate rather read ready real really reason red rest rested rich ride right ring rise road room round run sad safe
  said same sat saw say score scores seat second see seem seen self sell send sense sent set share sharp she sheet ship shoe shop short should
  show shown shut sick side sight silly since sing sister sitter skin slip slow small smell smoke snow soft some son song soon
  sore sort sound speak spend spent spot stand star start started state stay steep still stood stop stopped store story strange
  street strong such sugar sun sure swim table take taken taking talk tea teeth tell tend term test than thank that the their them then
  there these they thing think this those though through till time tire today toe told too took top touch town train tree tried
  true try turn turned under until use used usually very visit wait want war warm was wash water way weak wear weather week well went
  were wet what when where which while white who whole why wide wife will win wind wish with woman word wore work world worn
  worry worse worth would write wrong year yes yet you young your`.split(/\s+/),
);
